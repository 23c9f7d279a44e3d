/** The heavy tail: a few draws weigh as much as all the others together. */
import { numberWithin, options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { type Law, type Sampler, declared, ofKind, positiveDuration } from './law.ts'

/** At least `min`; the share above x is (min / x) to the power of `shape`. */
export type Pareto = {
  /** Which law. */
  readonly kind: 'pareto'
  /** The smallest value, in ms. */
  readonly min: Ms
  /** 0.05 to 1000: the smaller, the heavier the tail. */
  readonly shape: number
}

/**
 * A heavy tail from `min` upwards. The smaller the shape, the heavier: from 2 downwards the
 * variance is infinite, from 1 downwards the mean is too.
 *
 * @param options the smallest value, above zero, and the shape, 0.05 to 1000
 * @throws UsageError when a value is missing or out of its range
 * @example store({ concurrency: 8, time: pareto({ min: '10ms', shape: 2.5 }) })
 */
export const pareto = (options: {
  /** The smallest value, above zero. */
  readonly min: Duration
  /** 0.05 to 1000: the smaller, the heavier the tail. */
  readonly shape: number
}): Pareto => declared(paretoLaw, options)

class ParetoSampler implements Sampler {
  readonly #min: Ms
  readonly #power: number

  constructor({ min, shape }: Pareto) {
    this.#min = min
    this.#power = -1 / shape
  }

  quantile(u: number): Ms {
    return this.#min * Math.exp(this.#power * Math.log(1 - u))
  }
}

/** All that is known of Pareto's law. */
export const paretoLaw: Law<Pareto> = {
  kind: 'pareto',
  schema: ofKind(
    'pareto',
    options({ min: positiveDuration, shape: numberWithin(0.05, 1000, 'shape: 2.5') }),
  ),
  sampler: pareto => new ParetoSampler(pareto),
  mean: ({ min, shape }) => (shape > 1 ? (shape * min) / (shape - 1) : Number.POSITIVE_INFINITY),
  variance({ min, shape }) {
    if (shape <= 2) return Number.POSITIVE_INFINITY
    return (min * min * shape) / ((shape - 1) * (shape - 1) * (shape - 2))
  },
}
