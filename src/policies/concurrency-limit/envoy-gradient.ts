/** The limit as Envoy has it: latency now against latency measured at hardly any load. */
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { type LimitAlgorithm, type Sample, within } from './limit.ts'
import type { EnvoyLimitOptions } from './options.ts'

/** Source of the figures: Envoy, but for the two intervals: there they have no default. */
export const ENVOY_DEFAULTS: Required<EnvoyLimitOptions> = Object.freeze({
  algorithm: 'envoy',
  min: 3,
  max: 1_000,
  percentile: 0.5,
  updateEvery: 100,
  minRttEvery: 60_000,
  minRttRequests: 50,
  jitter: 0.15,
  buffer: 0.25,
})

/** So many updates at the lowest limit mean that the minimum is not to be trusted. */
const STUCK_AFTER = 5

/**
 * Now and then the limit is lowered to `min` until `minRttRequests` have been measured: their
 * percentile is the minRTT. In between, after each `updateEvery`, the gradient is
 * minRTT * (1 + buffer) / percentile of the latencies since, from 0.5 to 2, and the limit becomes
 * the whole part of limit * gradient + sqrt(limit * gradient).
 *
 * Source: Envoy's adaptive concurrency, gradient controller. It has timers; here what is due is
 * done when the next request ends, so the limit of a service that nobody calls stands still.
 */
export class EnvoyGradient implements LimitAlgorithm {
  limit: number
  readonly #settings: Required<EnvoyLimitOptions>
  readonly #random: Random
  readonly #latencies: Ms[] = []
  #minRttMs: Ms = 0
  /** The limit to go back to, while the minRTT is measured. */
  #limitBefore: number | null = null
  #measuringSince: Ms = Number.NEGATIVE_INFINITY
  #nextUpdateAt: Ms = 0
  #nextMinRttAt: Ms = 0
  #timesAtMin = 0

  /** @param options already checked @param random spreads the measurements of the minRTT */
  constructor(options: EnvoyLimitOptions, random: Random) {
    this.#settings = { ...ENVOY_DEFAULTS, ...options }
    this.#random = random
    this.limit = this.#settings.min
    this.#limitBefore = this.limit
  }

  get usualMs(): Ms | undefined {
    return this.#minRttMs || undefined
  }

  learn({ startedAt, rttMs, dropped }: Sample, now: Ms): void {
    this.#doWhatIsDue(now)
    if (dropped || startedAt < this.#measuringSince) return
    this.#latencies.push(rttMs)
    if (this.#limitBefore !== null && this.#latencies.length >= this.#settings.minRttRequests) {
      this.#endMeasuring(this.#limitBefore, now)
    }
  }

  #doWhatIsDue(now: Ms): void {
    if (this.#limitBefore !== null) return
    if (now >= this.#nextMinRttAt) return this.#beginMeasuring(now)
    if (now < this.#nextUpdateAt) return
    this.#nextUpdateAt = now + this.#settings.updateEvery
    if (this.#latencies.length === 0) return
    this.#update()
    if (this.#timesAtMin >= STUCK_AFTER) this.#beginMeasuring(now)
  }

  #beginMeasuring(now: Ms): void {
    this.#limitBefore = this.limit
    this.limit = this.#settings.min
    this.#latencies.length = 0
    this.#measuringSince = now
    this.#timesAtMin = 0
  }

  #endMeasuring(limitBefore: number, now: Ms): void {
    const { minRttEvery, jitter, updateEvery } = this.#settings
    this.#minRttMs = this.#sampled()
    this.limit = limitBefore
    this.#limitBefore = null
    this.#nextMinRttAt = now + minRttEvery * (1 + jitter * this.#random())
    this.#nextUpdateAt = now + updateEvery
  }

  #update(): void {
    const { min, max, buffer } = this.#settings
    const sampleMs = this.#sampled()
    if (!(sampleMs > 0)) return
    const gradient = within((this.#minRttMs * (1 + buffer)) / sampleMs, 0.5, 2)
    const wanted = this.limit * gradient
    const limit = within(Math.floor(wanted + Math.sqrt(wanted)), min, max)
    this.#timesAtMin = limit === min && this.limit === min ? this.#timesAtMin + 1 : 0
    this.limit = limit
  }

  /** The percentile of the latencies, by nearest rank; they are forgotten. */
  #sampled(): Ms {
    const sorted = this.#latencies.sort((a, b) => a - b)
    const rank = Math.max(1, Math.ceil(this.#settings.percentile * sorted.length))
    const value = sorted[rank - 1]
    sorted.length = 0
    return value
  }
}
