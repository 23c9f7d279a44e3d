/** How the options of a policy are written: in plain numbers, or in what its caller reads. */
import { numberThat, type Schema } from '../kernel/schema.ts'

/** Reads a number, and asks that it meets a condition. */
type NumberThat = (...wanted: Parameters<typeof numberThat>) => Schema<number>

/** How to ask for a time or a share that meets a condition. */
export type Units = {
  /** Makes milliseconds of what was written. */
  readonly time: NumberThat
  /** Makes a number from 0 to 1 of what was written. */
  readonly share: NumberThat
}

/** A time is a number of milliseconds, and a share one from 0 to 1. */
export const plain: Units = { time: numberThat, share: numberThat }

/** A time above zero, in milliseconds. */
export const someTime = ({ time }: Units, example: string) =>
  time(ms => ms > 0, 'a number of milliseconds above 0', example)
