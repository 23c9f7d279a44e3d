/** Lifetimes: things that fail early (shape below 1), at any age (1) or of wear (above 1). */
import { numberWithin, options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { type Law, type Sampler, declared, ofKind, positiveDuration } from './law.ts'
import { logGamma } from './special.ts'

/** The share above x is exp(-(x / scale) to the power of `shape`). */
export type Weibull = {
  /** Which law. */
  readonly kind: 'weibull'
  /** 63.2 % of all draws are below it, in ms. */
  readonly scale: Ms
  /** 0.05 to 1000: below 1 the young fail more often, above it the old. */
  readonly shape: number
}

/**
 * The law of lifetimes. Below a shape of 1 the young fail more often, above it the old.
 *
 * @param options the scale, which 63.2 % of the draws do not reach, and the shape, 0.05 to 1000
 * @throws UsageError when a value is missing or out of its range
 * @example store({ concurrency: 8, time: weibull({ scale: '5ms', shape: 0.7 }) })
 */
export const weibull = (options: {
  /** 63.2 % of all draws are below it; above zero. */
  readonly scale: Duration
  /** 0.05 to 1000: below 1 the young fail more often, above it the old. */
  readonly shape: number
}): Weibull => declared(weibullLaw, options)

class WeibullSampler implements Sampler {
  readonly #scale: Ms
  readonly #power: number

  constructor({ scale, shape }: Weibull) {
    this.#scale = scale
    this.#power = 1 / shape
  }

  quantile(u: number): Ms {
    return this.#scale * Math.exp(this.#power * Math.log(-Math.log(1 - u)))
  }
}

/** All that is known of Weibull's law. */
export const weibullLaw: Law<Weibull> = {
  kind: 'weibull',
  schema: ofKind(
    'weibull',
    options({ scale: positiveDuration, shape: numberWithin(0.05, 1000, 'shape: 0.7') }),
  ),
  sampler: weibull => new WeibullSampler(weibull),
  mean: ({ scale, shape }) => scale * gammaOf(1 + 1 / shape),
  variance({ scale, shape }) {
    const mean = gammaOf(1 + 1 / shape)
    return scale * scale * (gammaOf(1 + 2 / shape) - mean * mean)
  },
}

const gammaOf = (x: number): number => Math.exp(logGamma(x))
