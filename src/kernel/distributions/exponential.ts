/** The time until something that happens at random and forgets how long it has been waited for. */
import { options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { type Law, type Sampler, declared, ofKind, positiveDuration } from './law.ts'

/** Exponential with the given mean; its standard deviation is the same. */
export type Exponential = {
  /** Which law. */
  readonly kind: 'exponential'
  /** The mean, in ms. */
  readonly mean: Ms
}

/**
 * The gaps between independent arrivals, and the textbook's service time.
 *
 * @param mean above zero
 * @throws UsageError when the mean is no duration or zero
 * @example store({ concurrency: 8, time: exponential('4ms') })
 */
export const exponential = (mean: Duration): Exponential => declared(exponentialLaw, { mean })

/** Draws from the exponential law: -mean * ln(1 - u). */
export class ExponentialSampler implements Sampler {
  readonly #mean: Ms

  constructor(mean: Ms) {
    this.#mean = mean
  }

  /** 1 - u is exact for a draw of 32 bits, so `log` loses nothing against the slower `log1p`. */
  quantile(u: number): Ms {
    return 0 - this.#mean * Math.log(1 - u)
  }
}

/** All that is known of the exponential law. */
export const exponentialLaw: Law<Exponential> = {
  kind: 'exponential',
  schema: ofKind('exponential', options({ mean: positiveDuration })),
  sampler: ({ mean }) => new ExponentialSampler(mean),
  mean: ({ mean }) => mean,
  variance: ({ mean }) => mean * mean,
}
