/** So many permits in each window, and each window begins with the first call that finds none. */
import type { Ms } from '../../kernel/units.ts'
import { type Allowance, HAIR } from './allowance.ts'
import type { Quota } from './windows.ts'

/**
 * One window at a time: it begins when a permit is taken while none is open. Permits that are
 * waited for come with the next one, which then begins as this one ends.
 */
export class FirstCallWindow implements Allowance {
  readonly #limit: number
  readonly #window: Ms
  /** The last window of which permits were taken: when it begins, and how many. */
  #from = -Infinity
  #taken = 0

  /** @param quota see FixedWindowRule; already checked */
  constructor({ limit, window }: Quota) {
    this.#limit = limit
    this.#window = window
  }

  waitFor(permits: number, now: Ms): Ms {
    if (permits > this.#limit) return Infinity
    const until = this.#from + this.#window
    if (now >= until) return 0
    return Math.max(0, (this.#taken + permits <= this.#limit ? this.#from : until) - now)
  }

  take(permits: number, now: Ms, wait: Ms): void {
    const until = this.#from + this.#window
    const at = now + wait
    if (at >= until - HAIR) {
      // Who waits passes as a window ends, to the bit; who comes later begins one of his own.
      this.#from = wait > 0 ? until : at
      this.#taken = 0
    }
    this.#taken += permits
  }
}
