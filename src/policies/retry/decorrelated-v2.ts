/** The decorrelated jitter of Polly: a smooth curve, sampled at random moments. */
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Backoff, RetryProgress } from './backoff.ts'
import type { RetrySettings } from './settings.ts'

/** Brings the first wait close to the base (Polly). */
const SCALE = 1 / 1.4

/**
 * min(cap, (s(t_n) - s(t_(n-1))) * base / 1.4) with t_n = n - 1 + r, s(t) = 2^t * tanh(sqrt(4t))
 * and s(t_0) = 0, for retry n and a random r from 0 up to 1. The mark keeps s(t_(n-1)).
 *
 * Another distribution than AWS's `Decorrelated`: its median waits are 0.90, 1.14, 2.01, 4.00, 7.99
 * and so on times the base (measured over 200,000 draws each).
 *
 * Source: Polly (exponential with jitter) and cockatiel (its default), after George Polevoy.
 */
export class DecorrelatedV2 implements Backoff {
  readonly #scale: Ms
  readonly #cap: Ms

  /** @param settings already checked; base and cap are used */
  constructor({ base, cap }: RetrySettings) {
    this.#scale = base * SCALE
    this.#cap = cap
  }

  delay(progress: RetryProgress, random: Random): Ms {
    const t = progress.step - 1 + random()
    const next = Math.min(Math.exp(t * Math.LN2) * Math.tanh(Math.sqrt(4 * t)), Number.MAX_VALUE)
    const step = next === Number.MAX_VALUE ? next : next - progress.mark // past counting: the cap
    progress.mark = next
    return Math.min(this.#cap, step * this.#scale)
  }
}
