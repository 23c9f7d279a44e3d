/** The contract between a rate limiter, which admits, and an algorithm, which keeps the books. */
import type { Ms } from '../../kernel/units.ts'

/** How many permits there are, and when. */
export interface Allowance {
  /**
   * How long until so many permits are there, in milliseconds: 0 if they are there now, Infinity if
   * they never will be. Asking takes nothing.
   */
  waitFor(permits: number, now: Ms): Ms
  /** Takes permits that are there after a wait, as `waitFor` has just told it. */
  take(permits: number, now: Ms, wait: Ms): void
}

/**
 * What lacks less than this is there. Time and permits are fractions, so that ten tenths of a
 * permit may add up to a little less than one; a billionth is beyond what anybody could mean.
 */
export const HAIR = 1e-9
