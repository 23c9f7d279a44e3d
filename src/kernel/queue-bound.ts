/** How many may wait at one place, and the word for as many as come. */
import * as v from 'valibot'
import { chosenBy, type Schema, wholeNumber } from './schema.ts'

/** How many may wait: a whole number, or the word for as many as come. */
export type QueueBound = number | 'unbounded'

const unbounded: Schema<QueueBound> = v.literal('unbounded')

/** A bound from `least` to `most`, or the word for none. @param example as in `queue: 200` */
export function queueBound(least: number, most: number, example: string): Schema<QueueBound> {
  const bound: Schema<QueueBound> = wholeNumber(least, most, `${example}, or 'unbounded'`)
  return chosenBy(written => (written === 'unbounded' ? unbounded : bound))
}

/** The bound as a number: Infinity where there is none. */
export const placesOf = (bound: QueueBound): number => (bound === 'unbounded' ? Infinity : bound)

/** The same, read as a number at once. */
export const queuePlaces = (least: number, most: number, example: string): Schema<number> =>
  v.pipe(queueBound(least, most, example), v.transform(placesOf))
