/** What all limits over a window of time have in common: so many permits, in so much time. */
import { wholeNumber } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'

/** So many permits in so much time. */
export type Quota<Time = Ms> = {
  /** How many pass in a window at most; a whole number from 1 to 100,000. */
  readonly limit: number
  /** How long a window is; as a plain number in milliseconds. */
  readonly window: Time
}

/** More than this in one window is no limit that a window could keep smooth. */
const MOST_PERMITS = 100_000

/** What the options of a quota must look like. */
export const quotaEntries = (units: Units) => ({
  limit: wholeNumber(1, MOST_PERMITS, 'limit: 100'),
  window: someTime(units, "window: '1s', that is 1_000 milliseconds"),
})
