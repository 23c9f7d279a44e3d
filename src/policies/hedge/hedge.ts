/** Hedging: whether to ask once more while the first answer is awaited, and when. */
import { checked } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { insistOnLength } from '../handed-in.ts'
import type { FailureKind } from '../retry/failures.ts'
import { insistOnFailure, RetryableOutcomes } from '../retry/retryable.ts'
import { LatestLatencies } from './latest-latencies.ts'
import { hedgeSettings, type HedgeOptions, hedgeSchema, percentileShare } from './options.ts'

/** So many attempts are saved up at most while none is needed. */
const MOST_SAVED = 10

const ANY_FAILURE = ['error', 'timeout', 'rejected'] as const

/**
 * Tells for the calls of one caller when to send another attempt, and whether the budget has room
 * for it. One object serves all calls. Nothing is allocated once it is made.
 *
 * The budget is counted as finagle counts retries: each call pays in 1, each attempt beyond the
 * first costs 1 / budget, and nothing is saved up at first. So of n calls at most budget * n are
 * hedged.
 *
 * The latencies to observe are those of first attempts. One that was given up because another
 * answered first is observed with the time it had taken until then: left out, the percentile would
 * creep downwards and ever more calls would be hedged.
 *
 * @example
 * const hedge = new Hedge({ after: 'p95', budget: 0.1 })
 * hedge.begin()
 * hedge.delayMs() // Infinity: nothing has been observed yet
 * for (let ms = 1; ms <= 100; ms++) hedge.observe(ms)
 * hedge.delayMs() // 95
 * hedge.withdraw() // false: one call pays for a tenth of an attempt
 */
export class Hedge {
  /** How many attempts more than the first a call may have. */
  readonly most: number
  readonly #fixedMs: Ms
  readonly #share: number | undefined
  readonly #minimumMs: Ms
  readonly #minimumCalls: number
  readonly #latencies: LatestLatencies
  readonly #cost: number
  readonly #on: RetryableOutcomes
  #saved = 0

  /**
   * @param options when, and how many; times in milliseconds and shares 0 to 1
   * @param where   what to call this hedge in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: HedgeOptions, where = 'hedge') {
    const written = hedgeSettings(checked(hedgeSchema, options, where))
    const { after, on = after === 'failure' ? ANY_FAILURE : [] } = written
    this.most = written.most
    this.#fixedMs = typeof after === 'number' ? after : Infinity
    this.#share = percentileShare(after)
    this.#minimumMs = written.minimum
    this.#minimumCalls = written.minimumCalls
    this.#latencies = new LatestLatencies(this.#share === undefined ? 1 : written.window)
    this.#cost = 1 / written.budget
    this.#on = new RetryableOutcomes(on)
  }

  /** A call begins. */
  begin(): void {
    this.#saved = Math.min(this.#saved + 1, MOST_SAVED * this.#cost)
  }

  /** How long the latest attempt may take before the next is sent; Infinity for any time. */
  delayMs(): Ms {
    if (this.#share === undefined) return this.#fixedMs
    if (this.#latencies.count < this.#minimumCalls) return Infinity
    return Math.max(this.#minimumMs, this.#latencies.quantile(this.#share))
  }

  /** Whether this failure is one after which the next attempt is sent at once. */
  firesOn(failure: FailureKind, code?: number): boolean {
    insistOnFailure(failure, 'hedge, firesOn(failure, code)')
    return this.#on.includes(failure, code)
  }

  /** Takes another attempt from the budget. @returns whether there was one */
  withdraw(): boolean {
    if (this.#saved < this.#cost) return false
    this.#saved -= this.#cost
    return true
  }

  /** The first attempt of a call took so long, or was given up after so long. */
  observe(latencyMs: Ms): void {
    insistOnLength(latencyMs, 'hedge, observe(latencyMs)')
    if (this.#share !== undefined) this.#latencies.add(latencyMs)
  }
}
