/** The decorrelated jitter of AWS: each wait is drawn from a range that the wait before has set. */
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Backoff, RetryProgress } from './backoff.ts'
import type { RetrySettings } from './settings.ts'

/**
 * min(cap, base + r * (3 * previous - base)), where previous is `base` at the first retry and r a
 * random number from 0 up to 1. Its waits may also shrink.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog. (Finagle draws from previous up
 * to 3 * previous instead, so there waits never shrink and end at the cap for good.)
 */
export class Decorrelated implements Backoff {
  readonly #base: Ms
  readonly #cap: Ms

  /** @param settings already checked; base and cap are used */
  constructor({ base, cap }: RetrySettings) {
    this.#base = base
    this.#cap = cap
  }

  delay(progress: RetryProgress, random: Random): Ms {
    const previous = Math.max(this.#base, progress.delay)
    return Math.min(this.#cap, this.#base + random() * (3 * previous - this.#base))
  }
}
