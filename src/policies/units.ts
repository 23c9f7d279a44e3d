/** How the options of a policy are written: in plain numbers, or in what its caller reads. */
import { numberThat } from '../kernel/schema.ts'

/** How to ask for a time or a share that meets a condition. */
export type Units = {
  /** Makes milliseconds of what was written. */
  readonly time: typeof numberThat
  /** Makes a number from 0 to 1 of what was written. */
  readonly share: typeof numberThat
}

/** A time is a number of milliseconds, and a share one from 0 to 1. */
export const plain: Units = { time: numberThat, share: numberThat }

/** A time above zero, in milliseconds. */
export const someTime = ({ time }: Units, example: string) =>
  time(ms => ms > 0, 'a number of milliseconds above 0', example)
