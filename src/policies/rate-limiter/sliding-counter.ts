/** So many permits in about any window: two counters instead of a log. */
import { oneOf } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Units } from '../units.ts'
import { type Allowance, HAIR } from './allowance.ts'
import { type Quota, quotaEntries } from './windows.ts'

/** Lets about so many pass in any window of time. It remembers two numbers. */
export type SlidingCounterRule<Time = Ms> = Quota<Time> & {
  /** Which algorithm counts. */
  readonly algorithm: 'slidingCounter'
}

/** What the options of this rule must look like. */
export const slidingCounterEntries = (units: Units) => ({
  ...quotaEntries(units),
  algorithm: oneOf(['slidingCounter']),
})

/**
 * Admits while previous * (1 - f) + present < limit, where the two are the permits given in the
 * window before and in this one, and f is the share of this window that has gone by: as if those
 * of the window before had come evenly. Windows begin when the limiter is made.
 *
 * An estimate promises no place, so nobody can wait for one; `waitFor` tells the instant after
 * which there is one if nobody else comes.
 */
export class SlidingCounter implements Allowance {
  readonly #limit: number
  readonly #window: Ms
  readonly #origin: Ms
  #number = 0
  #present = 0
  #previous = 0

  /** @param rule see SlidingCounterRule; already checked */
  constructor({ limit, window }: SlidingCounterRule, now: Ms) {
    this.#limit = limit
    this.#window = window
    this.#origin = now
  }

  waitFor(permits: number, now: Ms): Ms {
    if (permits > this.#limit) return Infinity
    this.#turnTo(now)
    const gone = (now - this.#origin) / this.#window - this.#number
    const room = this.#limit - permits + 1
    if (this.#previous * (1 - gone) + this.#present < room - HAIR) return 0
    return Math.max(2 * HAIR, (this.#goneWhenRoom(room) - gone) * this.#window)
  }

  take(permits: number): void {
    this.#present += permits
  }

  /** After how many windows, from the beginning of this one, the estimate has sunk to so many. */
  #goneWhenRoom(room: number): number {
    if (this.#present < room) return 1 - (room - this.#present) / this.#previous
    return 2 - room / this.#present
  }

  #turnTo(now: Ms): void {
    const number = Math.floor((now - this.#origin) / this.#window)
    if (number <= this.#number) return
    this.#previous = number === this.#number + 1 ? this.#present : 0
    this.#present = 0
    this.#number = number
  }
}
