/** What every law of chance can do, and how a word becomes checked, frozen data. */
import * as v from 'valibot'
import { checked, numberThat, type Schema } from '../schema.ts'
import { type Ms } from '../units.ts'
import { aDuration } from '../unit-schemas.ts'

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
  /** Reads what the word is given, or data without its kind. */
  readonly schema: Schema<D>
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
export const declared = <D extends { readonly kind: string }>(law: Law<D>, given: unknown): D =>
  checked(law.schema, given, law.kind)

/** What is read, as frozen data of its kind. */
export const ofKind = <const K extends string, T extends object>(kind: K, fields: Schema<T>) =>
  v.pipe(
    fields,
    v.transform((read): Readonly<{ kind: K } & T> => Object.freeze({ kind, ...read })),
  )

/** What is read, frozen. */
export const frozen = <T extends object>(schema: Schema<T>): Schema<Readonly<T>> =>
  v.pipe(
    schema,
    v.transform((read): Readonly<T> => Object.freeze(read)),
  )

/** From a thousandth of a nanosecond to 31,000 years: nothing computed from it overflows. */
const SHORTEST_MS = 1e-9
const LONGEST_MS = 1e15

/** A length of time that may be zero, in milliseconds. */
export const boundedDuration: Schema<Ms> = v.pipe(
  aDuration,
  numberThat(ms => ms <= LONGEST_MS, 'a time of at most 31,000 years', '"250ms"'),
)

/** A length of time above zero, in milliseconds. */
export const positiveDuration: Schema<Ms> = v.pipe(
  boundedDuration,
  numberThat(ms => ms >= SHORTEST_MS, 'a time above zero', '"250ms"'),
)
