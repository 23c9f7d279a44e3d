/** Envoy's full jitter, whose range grows as 1, 3, 7, 15 … times the base. */
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Backoff, RetryProgress } from './backoff.ts'
import { raised } from './growth.ts'
import type { RetrySettings } from './settings.ts'

/**
 * r * min(cap, (2^n - 1) * base), for retry n and a random r from 0 up to 1.
 *
 * Source: Envoy's router, whose own defaults are base 25 ms, cap 250 ms and one retry.
 */
export class FullEnvoy implements Backoff {
  readonly #base: Ms
  readonly #cap: Ms

  /** @param settings already checked; base and cap are used */
  constructor({ base, cap }: RetrySettings) {
    this.#base = base
    this.#cap = cap
  }

  delay({ step }: RetryProgress, random: Random): Ms {
    return random() * Math.min(this.#cap, (raised(2, step) - 1) * this.#base)
  }
}
