/** Adaptive throttling: a caller turns away by itself what would be turned away anyway. */
import { checked } from '../../kernel/schema.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { chanceIn, insistOnPresent } from '../handed-in.ts'
import { RollingCount } from '../rolling-count.ts'
import { countsAll, type Share, shareOf, throttleSettings } from './formulas.ts'
import { type ThrottleOptions, throttleSchema } from './options.ts'

/**
 * Counts the requests and how many of them were accepted, and turns away a share at random, the
 * larger the fewer were accepted. Requests count when they are sent, not when they are answered:
 * else a callee that answers slowly looks unasked.
 *
 * @example
 * const throttle = new AdaptiveThrottle({ k: 2 })
 *
 * async function considerate<T>(ask: () => Promise<T>): Promise<T> {
 *   if (!throttle.admit(Math.random, Date.now())) throw new Error('held back')
 *   const answer = await ask() // when it throws, nothing was accepted
 *   throttle.accepted(Date.now())
 *   return answer
 * }
 */
export class AdaptiveThrottle {
  readonly #share: Share
  readonly #countsAll: boolean
  readonly #requests: RollingCount
  readonly #accepts: RollingCount

  /**
   * @param options the formula and its window; times in milliseconds
   * @param where   what to call this throttle in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: ThrottleOptions = {}, where = 'throttle') {
    const written = checked(throttleSchema, options, where)
    const name = written.formula ?? 'sre'
    const { window, buckets } = throttleSettings[name](written)
    this.#share = shareOf(written)
    this.#countsAll = countsAll[name]
    this.#requests = new RollingCount(window, buckets)
    this.#accepts = new RollingCount(window, buckets)
  }

  /**
   * Asks whether a request may be sent.
   *
   * @param random chance, drawn from once while some are turned away and not at all otherwise
   */
  admit(random: Random, now: Ms): boolean {
    const share = this.share(now)
    const admitted = share === 0 || chanceIn(random, 'throttle, admit(random, now)')() >= share
    if (admitted || this.#countsAll) this.#requests.add(now)
    return admitted
  }

  /** A request that was sent has been accepted by the callee. */
  accepted(now: Ms): void {
    insistOnPresent(now, 'throttle, accepted(now)')
    this.#accepts.add(now)
  }

  /** The share of requests that is turned away now, from 0 to 1. */
  share(now: Ms): number {
    insistOnPresent(now, 'throttle, admit(random, now)')
    return this.#share(this.#requests.total(now), this.#accepts.total(now))
  }
}
