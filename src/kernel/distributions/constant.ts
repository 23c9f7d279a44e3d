/** Always the same: the law of a thing that does not vary. */
import { options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { type Law, type Sampler, declared, ofKind, boundedDuration } from './law.ts'

/** Always `value`. */
export type Constant = {
  /** Which law. */
  readonly kind: 'constant'
  /** What every draw is, in ms. */
  readonly value: Ms
}

/**
 * Always the same time.
 *
 * @throws UsageError when it is no duration
 * @example store({ concurrency: 8, time: constant('5ms') })
 */
export const constant = (value: Duration): Constant => declared(constantLaw, { value })

/** Draws a constant. */
export class ConstantSampler implements Sampler {
  readonly #value: Ms

  constructor(value: Ms) {
    this.#value = value
  }

  quantile(_u: number): Ms {
    return this.#value
  }
}

/** All that is known of the constant law. */
export const constantLaw: Law<Constant> = {
  kind: 'constant',
  schema: ofKind('constant', options({ value: boundedDuration })),
  sampler: ({ value }) => new ConstantSampler(value),
  mean: ({ value }) => value,
  variance: () => 0,
}
