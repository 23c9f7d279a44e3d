/** The bell curve, without the part below zero: no time is negative. */
import { options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import {
  type Law,
  type Sampler,
  declared,
  ofKind,
  positiveDuration,
  boundedDuration,
} from './law.ts'
import { normalCdf, normalDensity, normalQuantile } from './special.ts'

/** Normal around `mean` with the standard deviation `sd`, both before the cut at zero. */
export type Normal = {
  /** Which law. */
  readonly kind: 'normal'
  /** The mean before the cut at zero, in ms. */
  readonly mean: Ms
  /** The standard deviation before the cut at zero, in ms. */
  readonly sd: Ms
}

/**
 * The normal law truncated at zero: what would fall below is spread over the rest, in proportion.
 * Where the mean is several standard deviations above zero the cut changes nothing to speak of.
 *
 * @param options the mean, zero or above, and the standard deviation, above zero
 * @throws UsageError when one is no duration, or the deviation is zero
 * @example store({ concurrency: 8, time: normal({ mean: '20ms', sd: '3ms' }) })
 */
export const normal = (options: {
  /** The mean before the cut at zero; zero or above. */
  readonly mean: Duration
  /** The standard deviation before the cut at zero; above zero. */
  readonly sd: Duration
}): Normal => declared(normalLaw, options)

/** Measured from the upper end, where most of the law lies, so that no digits are lost. */
class NormalSampler implements Sampler {
  readonly #mean: Ms
  readonly #sd: Ms
  readonly #aboveZero: number

  constructor({ mean, sd }: Normal) {
    this.#mean = mean
    this.#sd = sd
    this.#aboveZero = normalCdf(mean / sd)
  }

  quantile(u: number): Ms {
    return Math.max(0, this.#mean - this.#sd * normalQuantile((1 - u) * this.#aboveZero))
  }
}

/** All that is known of the truncated normal law; its moments by Johnson, Kotz, vol. 1, 13.10. */
export const normalLaw: Law<Normal> = {
  kind: 'normal',
  schema: ofKind('normal', options({ mean: boundedDuration, sd: positiveDuration })),
  sampler: normal => new NormalSampler(normal),
  mean: ({ mean, sd }) => mean + sd * hazardAtZero(mean / sd),
  variance({ mean, sd }) {
    const hazard = hazardAtZero(mean / sd)
    return sd * sd * (1 - (mean / sd) * hazard - hazard * hazard)
  },
}

const hazardAtZero = (z: number): number => normalDensity(z) / normalCdf(z)
