/** So many permits in any window, wherever it begins: exact, by remembering each. */
import { oneOf } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Units } from '../units.ts'
import type { Allowance } from './allowance.ts'
import { type Quota, quotaEntries } from './windows.ts'

/** Lets so many pass in any window of time. It remembers the time of each. */
export type SlidingLogRule<Time = Ms> = Quota<Time> & {
  /** Which algorithm counts. */
  readonly algorithm: 'slidingLog'
}

/** What the options of this rule must look like. */
export const slidingLogEntries = (units: Units) => ({
  ...quotaEntries(units),
  algorithm: oneOf(['slidingLog']),
})

/**
 * Admits when fewer than `limit` were admitted in (now - window, now]. The last `limit` permits are
 * enough to know that: the oldest must be a window old before the next is given.
 */
export class SlidingLog implements Allowance {
  readonly #window: Ms
  /** When each of the last permits was given, as a ring. */
  readonly #given: Float64Array
  /** Where the oldest stands in the ring. */
  #oldest = 0
  #newest: Ms = -Infinity

  /** @param rule see SlidingLogRule; already checked */
  constructor({ limit, window }: SlidingLogRule) {
    this.#window = window
    this.#given = new Float64Array(limit).fill(-Infinity)
  }

  waitFor(permits: number, now: Ms): Ms {
    const { length } = this.#given
    if (permits > length) return Infinity
    const last = this.#given[(this.#oldest + Math.ceil(permits) - 1) % length]
    return Math.max(0, last + this.#window - now, this.#newest - now)
  }

  take(permits: number, now: Ms, wait: Ms): void {
    this.#newest = now + wait
    for (let i = 0; i < permits; i += 1) {
      this.#given[this.#oldest] = this.#newest
      this.#oldest = (this.#oldest + 1) % this.#given.length
    }
  }
}
