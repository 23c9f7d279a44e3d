/** Additive increase, multiplicative decrease: the limit by loss alone. */
import type { Ms } from '../../kernel/units.ts'
import { type LimitAlgorithm, type Sample, within } from './limit.ts'
import type { AimdLimitOptions } from './options.ts'

/** Source of the figures: Netflix's concurrency-limits, AIMDLimit. */
export const AIMD_DEFAULTS: Required<AimdLimitOptions> = Object.freeze({
  algorithm: 'aimd',
  initial: 20,
  min: 20,
  max: 200,
  backoff: 0.9,
  timeout: 5_000,
})

/**
 * limit + 1 after each request that went well while at least half of the limit was in use; the
 * whole part of limit * backoff after one that was dropped or took longer than the time-out.
 *
 * Source: Netflix's concurrency-limits, AIMDLimit.
 */
export class Aimd implements LimitAlgorithm {
  limit: number
  readonly usualMs = undefined
  readonly #min: number
  readonly #max: number
  readonly #backoff: number
  readonly #timeoutMs: Ms

  /** @param options already checked */
  constructor(options: AimdLimitOptions) {
    const { initial, min, max, backoff, timeout } = { ...AIMD_DEFAULTS, ...options }
    this.limit = initial
    this.#min = min
    this.#max = max
    this.#backoff = backoff
    this.#timeoutMs = timeout
  }

  learn({ rttMs, inFlight, dropped }: Sample): void {
    if (dropped || rttMs > this.#timeoutMs) this.#set(Math.floor(this.limit * this.#backoff))
    else if (inFlight * 2 >= this.limit) this.#set(this.limit + 1)
  }

  #set(limit: number): void {
    this.limit = within(limit, this.#min, this.#max)
  }
}
