/** Tokens drip into a bucket at a steady rate; who takes one may pass. */
import { numberThat, oneOf, optional } from '../../kernel/schema.ts'
import type { Ms, Rate } from '../../kernel/units.ts'
import { someRate, type Units } from '../units.ts'
import { type Allowance, HAIR } from './allowance.ts'

/** Lets a burst pass, and no more than the rate in the long run. */
export type TokenBucketRule<PerTime = Rate> = {
  /** Which algorithm counts. */
  readonly algorithm?: 'tokenBucket'
  /** How many permits come in, as in '100/s'. */
  readonly rate: PerTime
  /** How many permits are kept at most; at least 1. What a second brings, unless told otherwise. */
  readonly burst?: number
  /** Whether the bucket is 'full' at first, as by default, or 'empty'. */
  readonly start?: 'full' | 'empty'
}

/** What the options of this rule must look like. */
export const tokenBucketEntries = (units: Units) => ({
  algorithm: optional(oneOf(['tokenBucket'])),
  rate: someRate(units),
  burst: optional(
    numberThat(n => n >= 1, 'a burst of at least 1, without which nothing passes', 'burst: 20'),
  ),
  start: optional(oneOf(['full', 'empty'])),
})

/** The most permits there can be at once. */
export const burstOf = ({ rate, burst }: TokenBucketRule<number>): number =>
  burst ?? Math.max(1, rate * 1_000)

/**
 * tokens(t) = min(burst, tokens at the last admission + rate * time since). Only an admission
 * writes the books, so that asking often does not add up errors of rounding. Permits taken in
 * advance make the tokens negative, and whoever comes next waits behind them.
 *
 * In any time t no more than rate * t + burst pass.
 */
export class TokenBucket implements Allowance {
  readonly #rate: number
  readonly #burst: number
  #tokens: number
  #at: Ms

  /** @param rule see TokenBucketRule; already checked, its rate per millisecond */
  constructor(rule: TokenBucketRule<number>, now: Ms) {
    this.#rate = rule.rate
    this.#burst = burstOf(rule)
    this.#tokens = rule.start === 'empty' ? 0 : this.#burst
    this.#at = now
  }

  waitFor(permits: number, now: Ms): Ms {
    if (permits > this.#burst) return Infinity
    const lacking = permits - this.#tokensAt(now)
    return lacking <= HAIR ? 0 : lacking / this.#rate
  }

  take(permits: number, now: Ms): void {
    this.#tokens = this.#tokensAt(now) - permits
    this.#at = Math.max(this.#at, now)
  }

  #tokensAt(now: Ms): number {
    const since = Math.max(0, now - this.#at)
    return Math.min(this.#burst, this.#tokens + since * this.#rate)
  }
}
