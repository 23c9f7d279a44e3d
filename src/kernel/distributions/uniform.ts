/** Every time between two is as likely as any other. */
import type { Problem } from '../errors.ts'
import { consistent, options } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { type Law, type Sampler, declared, ofKind, boundedDuration } from './law.ts'

/** Anywhere from `from` up to `to`, with equal chance. */
export type Uniform = {
  /** Which law. */
  readonly kind: 'uniform'
  /** The least, in ms. */
  readonly from: Ms
  /** The most, in ms. */
  readonly to: Ms
}

/**
 * Any time between two, with equal chance.
 *
 * @throws UsageError when one is no duration or the second is below the first
 * @example store({ concurrency: 8, time: uniform('2ms', '10ms') })
 */
export const uniform = (from: Duration, to: Duration): Uniform => declared(uniformLaw, { from, to })

class UniformSampler implements Sampler {
  readonly #from: Ms
  readonly #width: Ms

  constructor({ from, to }: Uniform) {
    this.#from = from
    this.#width = to - from
  }

  quantile(u: number): Ms {
    return this.#from + u * this.#width
  }
}

/** All that is known of the uniform law. */
export const uniformLaw: Law<Uniform> = {
  kind: 'uniform',
  schema: ofKind(
    'uniform',
    consistent(options({ from: boundedDuration, to: boundedDuration }), downwards),
  ),
  sampler: uniform => new UniformSampler(uniform),
  mean: ({ from, to }) => (from + to) / 2,
  variance: ({ from, to }) => ((to - from) * (to - from)) / 12,
}

function downwards({ from, to }: { from: Ms; to: Ms }): Problem[] {
  return to < from
    ? [{ what: `it runs from ${from} ms down to ${to} ms`, fix: 'swap the two' }]
    : []
}
