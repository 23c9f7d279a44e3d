/** The limit by the queue that latency betrays, after TCP Vegas. */
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { type LimitAlgorithm, type Sample, within } from './limit.ts'
import type { VegasLimitOptions } from './options.ts'

/** Source of the figures: Netflix's concurrency-limits, VegasLimit. */
export const VEGAS_DEFAULTS: Required<VegasLimitOptions> = Object.freeze({
  algorithm: 'vegas',
  initial: 20,
  min: 1,
  max: 1_000,
  smoothing: 1,
  probeMultiplier: 30,
  alpha: 3,
  beta: 6,
  decrease: 1,
})

/**
 * Guesses the queue at the callee as ceil(limit * (1 - rtt without load / rtt)). With
 * l = max(1, floor(log10(limit))), the limit grows by beta * l while the queue is at most l, and by
 * l while it is below alpha * l; it shrinks by decrease * l when it is over beta * l or a request
 * was dropped. It never grows on a request that began with less than half of the limit in use.
 *
 * The rtt without load is the least seen. It is forgotten after every
 * jitter * probeMultiplier * limit requests (a jitter from 0.5 up to 1, drawn anew each time), and
 * the next rtt takes its place.
 *
 * Source: Netflix's concurrency-limits, VegasLimit. A request that took no time at all tells
 * nothing here.
 */
export class Vegas implements LimitAlgorithm {
  limit: number
  readonly #min: number
  readonly #max: number
  readonly #smoothing: number
  readonly #alpha: number
  readonly #beta: number
  readonly #decrease: number
  readonly #probeMultiplier: number
  readonly #random: Random
  #unloadedMs: Ms = 0
  #sinceProbe = 0
  #probeJitter: number

  /** @param options already checked @param random decides when to measure without load again */
  constructor(options: VegasLimitOptions, random: Random) {
    const settings = { ...VEGAS_DEFAULTS, ...options }
    const { initial, min, max, smoothing, probeMultiplier, alpha, beta, decrease } = settings
    this.limit = initial
    this.#alpha = alpha
    this.#beta = beta
    this.#decrease = decrease
    this.#min = min
    this.#max = max
    this.#smoothing = smoothing
    this.#probeMultiplier = probeMultiplier
    this.#random = random
    this.#probeJitter = this.#drawJitter()
  }

  get usualMs(): Ms | undefined {
    return this.#unloadedMs || undefined
  }

  learn(sample: Sample): void {
    const { rttMs } = sample
    if (!(rttMs > 0)) return
    this.#sinceProbe++
    if (this.#probeJitter * this.#probeMultiplier * this.limit <= this.#sinceProbe) {
      this.#probeJitter = this.#drawJitter()
      this.#sinceProbe = 0
      this.#unloadedMs = rttMs
    } else if (this.#unloadedMs === 0 || rttMs < this.#unloadedMs) {
      this.#unloadedMs = rttMs
    } else {
      const wanted = this.#wanted(sample)
      if (wanted !== this.limit) this.#approach(within(wanted, this.#min, this.#max))
    }
  }

  #approach(wanted: number): void {
    this.limit = (1 - this.#smoothing) * this.limit + this.#smoothing * wanted
  }

  #wanted({ rttMs, inFlight, dropped }: Sample): number {
    const { limit } = this
    const step = wholeLog10(limit)
    if (dropped) return limit - this.#decrease * step
    if (inFlight * 2 < limit) return limit
    const queue = Math.ceil(limit * (1 - this.#unloadedMs / rttMs))
    if (queue <= step) return limit + this.#beta * step
    if (queue < this.#alpha * step) return limit + step
    return queue > this.#beta * step ? limit - this.#decrease * step : limit
  }

  #drawJitter(): number {
    return 0.5 + this.#random() / 2
  }
}

/** max(1, floor(log10(x))), exact, which the logarithm of a float is not. */
function wholeLog10(x: number): number {
  let digits = 1
  for (let power = 100; power <= x; power *= 10) digits++
  return digits
}
