/** How the options of a policy are written: in plain numbers, or in what its caller reads. */
import * as v from 'valibot'
import { numberThat, type Schema } from '../kernel/schema.ts'
import { aDuration, aRate, aShare } from '../kernel/unit-schemas.ts'

/** Reads a number, and asks that it meets a condition. */
type NumberThat = (...wanted: Parameters<typeof numberThat>) => Schema<number>

/** How to ask for a time, a share or a rate that meets a condition. */
export type Units = {
  /** Makes milliseconds of what was written. */
  readonly time: NumberThat
  /** Makes a number from 0 to 1 of what was written. */
  readonly share: NumberThat
  /** Makes a number per millisecond of what was written. */
  readonly rate: NumberThat
}

const rate: NumberThat = (...wanted) => v.pipe(aRate, numberThat(...wanted))

/**
 * A time is a number of milliseconds, a share one from 0 to 1. A rate is a text, since a number
 * does not say per what.
 */
export const plain: Units = { time: numberThat, share: numberThat, rate }

/** Texts such as `'250ms'`, `'30%'` and `'100/s'`, each read before the policy judges it. */
export const written: Units = {
  time: (...wanted) => v.pipe(aDuration, numberThat(...wanted)),
  share: (...wanted) => v.pipe(aShare, numberThat(...wanted)),
  rate,
}

/** A time above zero, in milliseconds. */
export const someTime = ({ time }: Units, example: string) =>
  time(ms => ms > 0, 'a number of milliseconds above 0', example)

/** A time of at least zero, in milliseconds. */
export const anyTime = ({ time }: Units, example: string) =>
  time(ms => ms >= 0, 'a number of milliseconds of at least 0', example)

/** A rate above zero. */
export const someRate = ({ rate }: Units) =>
  rate(perMs => perMs > 0, 'a rate above 0', "rate: '100/s', that is 0.1 a millisecond")
