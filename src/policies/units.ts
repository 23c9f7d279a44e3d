/** How the options of a policy are written: in plain numbers, or in what its caller reads. */
import * as v from 'valibot'
import { numberThat, readBy, type Schema } from '../kernel/schema.ts'
import { durationMs, ratePerMs, share } from '../kernel/units.ts'

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

/** A time is a number of milliseconds, a share one from 0 to 1, a rate a number per millisecond. */
export const plain: Units = { time: numberThat, share: numberThat, rate: numberThat }

/** Texts such as `'250ms'`, `'30%'` and `'100/s'`, each read before the policy judges it. */
export const written: Units = {
  time: (...wanted) => v.pipe(readBy(durationMs), numberThat(...wanted)),
  share: (...wanted) => v.pipe(readBy(share), numberThat(...wanted)),
  rate: (...wanted) => v.pipe(readBy(ratePerMs), numberThat(...wanted)),
}

/** A time above zero, in milliseconds. */
export const someTime = ({ time }: Units, example: string) =>
  time(ms => ms > 0, 'a number of milliseconds above 0', example)

/** A time of at least zero, in milliseconds. */
export const anyTime = ({ time }: Units, example: string) =>
  time(ms => ms >= 0, 'a number of milliseconds of at least 0', example)

/** A rate above zero; the machines by themselves take numbers per millisecond. */
export const someRate = (units: Units) =>
  units === plain
    ? units.rate(
        perMs => perMs > 0,
        'a number per millisecond above 0',
        'rate: 0.1, that is 100 a second',
      )
    : units.rate(perMs => perMs > 0, 'a rate above 0', "rate: '100/s', that is 0.1 a millisecond")
