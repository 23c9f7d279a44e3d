/** So many permits in each window of a fixed row of windows. */
import { oneOf, optional } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Units } from '../units.ts'
import { type Allowance, HAIR } from './allowance.ts'
import { type Quota, quotaEntries } from './windows.ts'

/** Lets so many pass in each window, however close together: twice as many around its end. */
export type FixedWindowRule<Time = Ms> = Quota<Time> & {
  /** Which algorithm counts. */
  readonly algorithm?: 'fixedWindow'
  /**
   * Where windows begin: when the limiter was made ('start', by default, as resilience4j's cycles),
   * at whole multiples of the window since time 0 ('epoch', as limits by the clock do), or each
   * with the first call after the one before has ended ('firstCall', as rate-limiter-flexible and
   * express-rate-limit do).
   */
  readonly aligned?: 'start' | 'epoch' | 'firstCall'
}

/** What the options of this rule must look like. */
export const fixedWindowEntries = (units: Units) => ({
  ...quotaEntries(units),
  algorithm: optional(oneOf(['fixedWindow'])),
  aligned: optional(oneOf(['start', 'epoch', 'firstCall'])),
})

/**
 * Window k lasts from origin + k * window up to the next; no more than `limit` pass in any of them.
 * Who may wait takes permits of the first window that has as many left, and nobody overtakes.
 *
 * Permit by permit these are the cycles of resilience4j. Where several are taken at once it
 * differs: resilience4j takes what is left of this window and the rest of the next, so that more
 * than the limit may pass in one.
 */
export class FixedWindow implements Allowance {
  readonly #limit: number
  readonly #window: Ms
  readonly #origin: Ms
  /** The last window of which permits were taken, by its number, and how many. */
  #last = -Infinity
  #taken = 0

  /** @param rule see FixedWindowRule; already checked */
  constructor({ limit, window, aligned = 'start' }: FixedWindowRule, now: Ms) {
    this.#limit = limit
    this.#window = window
    this.#origin = aligned === 'epoch' ? 0 : now
  }

  waitFor(permits: number, now: Ms): Ms {
    if (permits > this.#limit) return Infinity
    const present = this.#numberAt(now)
    if (present > this.#last) return 0
    const first = this.#taken + permits <= this.#limit ? this.#last : this.#last + 1
    return Math.max(0, this.#origin + first * this.#window - now)
  }

  take(permits: number, now: Ms, wait: Ms): void {
    const number = this.#numberAt(now + wait)
    if (number > this.#last) this.#taken = 0
    this.#last = Math.max(this.#last, number)
    this.#taken += permits
  }

  /** A moment a hair before the next window belongs to it, which is where a wait may end. */
  #numberAt(now: Ms): number {
    return Math.floor((now - this.#origin) / this.#window + HAIR)
  }
}
