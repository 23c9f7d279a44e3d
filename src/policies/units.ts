/** How the options of a policy are written: in plain numbers, or in what its caller reads. */
import * as v from 'valibot'
import { numberThat, readBy, type Schema } from '../kernel/schema.ts'
import { durationMs, share } from '../kernel/units.ts'

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

/** Texts such as `'250ms'` and `'30%'`, each read before the policy judges it. */
export const written: Units = {
  time: (...wanted) => v.pipe(readBy(durationMs), numberThat(...wanted)),
  share: (...wanted) => v.pipe(readBy(share), numberThat(...wanted)),
}

/** A time above zero, in milliseconds. */
export const someTime = ({ time }: Units, example: string) =>
  time(ms => ms > 0, 'a number of milliseconds above 0', example)
