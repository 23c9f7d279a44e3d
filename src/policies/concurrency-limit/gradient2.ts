/** The limit by how latency now compares with latency in the long run. */
import type { Ms } from '../../kernel/units.ts'
import { type LimitAlgorithm, type Sample, within } from './limit.ts'
import type { Gradient2LimitOptions } from './options.ts'

/** Source of the figures: Netflix's concurrency-limits, Gradient2Limit. */
export const GRADIENT2_DEFAULTS: Required<Gradient2LimitOptions> = Object.freeze({
  algorithm: 'gradient2',
  initial: 20,
  min: 20,
  max: 200,
  smoothing: 0.2,
  queueSize: 4,
  longWindow: 600,
  tolerance: 1.5,
})

/** So many samples make the long-run average a plain one. */
const WARM_UP = 10

/**
 * The gradient is tolerance * long-run rtt / rtt, from 0.5 to 1; the limit becomes
 * (1 - smoothing) * limit + smoothing * (limit * gradient + queueSize). The long-run rtt is an
 * exponential average with weight 2 / (longWindow + 1), the plain one for its first ten samples;
 * while it is over twice the rtt it shrinks by a twentieth more, so that it comes down quickly
 * after an overload. Nothing changes on a request that began with less than half of the limit in
 * use.
 *
 * Source: Netflix's concurrency-limits, Gradient2Limit. Whether a request was dropped plays no
 * part: only its latency does. A request that took no time at all tells nothing here.
 */
export class Gradient2 implements LimitAlgorithm {
  limit: number
  readonly #settings: Required<Gradient2LimitOptions>
  readonly #weight: number
  #longMs: Ms = 0
  #warmUpSum: Ms = 0
  #warmUpCount = 0

  /** @param options already checked */
  constructor(options: Gradient2LimitOptions) {
    this.#settings = { ...GRADIENT2_DEFAULTS, ...options }
    this.limit = this.#settings.initial
    this.#weight = 2 / (this.#settings.longWindow + 1)
  }

  get usualMs(): Ms | undefined {
    return this.#longMs || undefined
  }

  learn({ rttMs, inFlight }: Sample): void {
    if (!(rttMs > 0)) return
    const longMs = this.#average(rttMs)
    if (longMs / rttMs > 2) this.#longMs *= 0.95
    if (inFlight < this.limit / 2) return
    const { tolerance, queueSize, smoothing, min, max } = this.#settings
    const gradient = within((tolerance * longMs) / rttMs, 0.5, 1)
    const wanted = this.limit * gradient + queueSize
    this.limit = within(this.limit * (1 - smoothing) + wanted * smoothing, min, max)
  }

  #average(rttMs: Ms): Ms {
    if (this.#warmUpCount < WARM_UP) {
      this.#warmUpCount++
      this.#warmUpSum += rttMs
      this.#longMs = this.#warmUpSum / this.#warmUpCount
    } else {
      this.#longMs = this.#longMs * (1 - this.#weight) + rttMs * this.#weight
    }
    return this.#longMs
  }
}
