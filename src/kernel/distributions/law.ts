/** What every law of chance can do, and how a word becomes checked, frozen data. */
import { UsageError } from '../errors.ts'
import { Fields } from './fields.ts'

/** Draws from a law: one uniform number in, one value out. */
export interface Sampler {
  /**
   * The value below which a share `u` of all draws lies: the inverse of the distribution function,
   * so it never falls as `u` rises. Only a mixture does otherwise: `u` chooses the part first, and
   * what remains of it the value within.
   *
   * @param u in [0, 1 - 2^-32], as a `Random` gives it
   * @returns finite and at least zero
   */
  quantile(u: number): number
}

/** One row of the table of laws: all that is known of one kind of distribution. */
export interface Law<D extends { readonly kind: string }> {
  readonly kind: D['kind']
  /** How the word is rightly written; errors show it. */
  readonly example: string
  /** Reads the data; what is wrong is told to `fields`, and stands as NaN in the result. */
  read(fields: Fields): D
  /** Precomputes all that does not depend on the draw. */
  sampler(distribution: D): Sampler
  mean(distribution: D): number
  /** Infinity where the tail is too heavy for one. */
  variance(distribution: D): number
}

/**
 * The checked data of one word.
 *
 * @throws UsageError with every mistake in what was given
 */
export function declared<D extends { readonly kind: string }>(law: Law<D>, given: unknown): D {
  const fields = Fields.of(given, law)
  const distribution = law.read(fields)
  if (fields.problems.length > 0) throw new UsageError(fields.problems)
  return Object.freeze(distribution)
}
