/** The table of all laws of chance, and what can be asked of any of them. */
import * as v from 'valibot'
import { type Problem, UsageError, didYouMean } from '../errors.ts'
import { check, checked, isRecord, message, type Schema, shown } from '../schema.ts'
import type { Duration } from '../units.ts'
import { type Constant, constantLaw } from './constant.ts'
import { type Empirical, empiricalLaw } from './empirical.ts'
import { type Exponential, exponentialLaw } from './exponential.ts'
import { type Erlang, type Gamma, erlangLaw, gammaLaw } from './gamma.ts'
import { type Law, type Sampler, declared, boundedDuration } from './law.ts'
import { type LogNormal, logNormalLaw } from './log-normal.ts'
import { type Mixture, type Part, mixtureLawOf } from './mixture.ts'
import { type Normal, normalLaw } from './normal.ts'
import { type Pareto, paretoLaw } from './pareto.ts'
import { type Uniform, uniformLaw } from './uniform.ts'
import { type Weibull, weibullLaw } from './weibull.ts'
import { type Zipf, zipfLaw } from './zipf.ts'

/** A law of chance as frozen, plain data; times are in milliseconds. */
export type Distribution =
  | Constant
  | Uniform
  | Exponential
  | LogNormal
  | Normal
  | Pareto
  | Weibull
  | Gamma
  | Erlang
  | Mixture<Distribution>
  | Empirical
  | Zipf

/** How long something takes: always the same, or by a law of chance. */
export type TimeSpec = Duration | Distribution

type Kind = Distribution['kind']

/** A duration as the law of what does not vary; it has no name of its own in a message. */
const lasting = v.pipe(
  boundedDuration,
  v.transform((value): Constant => Object.freeze({ kind: 'constant', value })),
)

const noKind: Schema<never> = v.never(({ input }) => {
  const { what, fix = '' } = whyOfNoKind(input)
  return message(what, fix)
})

/** A time, or the data of any law. */
const timeOrLaw: Schema<Distribution> = v.lazy(written => {
  if (isOfKnownKind(written)) return dataOf[written.kind]
  return typeof written === 'object' && written !== null ? noKind : lasting
})

const kinds = {
  constant: constantLaw,
  uniform: uniformLaw,
  exponential: exponentialLaw,
  logNormal: logNormalLaw,
  normal: normalLaw,
  pareto: paretoLaw,
  weibull: weibullLaw,
  gamma: gammaLaw,
  erlang: erlangLaw,
  mixture: mixtureLawOf<Distribution>({ schema: timeOrLaw, sampler, mean, variance }),
  empirical: empiricalLaw,
  zipf: zipfLaw,
} satisfies { [K in Kind]: Law<Extract<Distribution, { kind: K }>> }

/** The data of each law, which bears its kind; the rest is what its word is given. */
const dataOf = Object.fromEntries(
  Object.values(kinds).map(({ kind, schema }): [Kind, Schema<Distribution>] => [
    kind,
    v.pipe(v.unknown(), v.transform(withoutKind), schema as Schema<Distribution>),
  ]),
) as Record<Kind, Schema<Distribution>>

/**
 * Now one law, now another, by weight. It stands here and not with its law because its parts may
 * be of any kind, and only the table knows them all.
 *
 * @param parts at least one; a part's chance is its weight over the sum of all. A time instead of
 *   a distribution is constant
 * @throws UsageError with every mistake in the parts, however deep
 * @example
 * mixture([
 *   { weight: 9, of: logNormal({ median: '40ms', p99: '90ms' }) },
 *   { weight: 1, of: '250ms' },
 * ])
 */
export const mixture = (parts: readonly Part<TimeSpec>[]): Mixture<Distribution> =>
  declared(kinds.mixture, { parts })

/**
 * Makes ready to draw from a law: everything that does not depend on the draw is computed now.
 *
 * @throws UsageError when the data did not come from a word and is wrong
 */
export const compile = (distribution: Distribution): Sampler =>
  sampler(checkDistribution(distribution))

/**
 * The mean of a law in its own unit, Infinity where the tail is too heavy for one.
 *
 * @throws UsageError when the data did not come from a word and is wrong
 */
export function mean(distribution: Distribution): number {
  const law = checkDistribution(distribution)
  return lawOf(law.kind).mean(law)
}

/**
 * The variance of a law in its unit squared, Infinity where the tail is too heavy for one.
 *
 * @throws UsageError when the data did not come from a word and is wrong
 */
export function variance(distribution: Distribution): number {
  const law = checkDistribution(distribution)
  return lawOf(law.kind).variance(law)
}

/**
 * The law of a time that may be written either way: a duration is a constant law.
 *
 * @throws UsageError when it is neither
 */
export const distributionOf = (time: TimeSpec): Distribution =>
  typeof time === 'object' ? checkDistribution(time) : checked(lasting, time, '')

/**
 * Checks data that claims to be a distribution, for example from JSON.
 *
 * @returns the same as frozen data, times in milliseconds
 * @throws UsageError with every mistake in it
 */
export function checkDistribution(value: unknown): Distribution {
  if (isOfKnownKind(value)) return checked(dataOf[value.kind], value, value.kind)
  throw new UsageError(whyOfNoKind(value))
}

/** Whether a value is a distribution: what a word gave, or the same come back from JSON. */
export function isDistribution(value: unknown): value is Distribution {
  if (!isOfKnownKind(value)) return false
  const read = check(dataOf[value.kind], value, '')
  return read.ok && isSameData(value, read.value)
}

function sampler(distribution: Distribution): Sampler {
  return lawOf(distribution.kind).sampler(distribution)
}

/** Every row takes its own kind only, and is only ever given that. */
function lawOf(kind: Kind): Law<Distribution> {
  return kinds[kind]
}

function withoutKind(data: unknown): unknown {
  return Object.fromEntries(Object.entries(data as object).filter(([name]) => name !== 'kind'))
}

function isOfKnownKind(value: unknown): value is { readonly kind: Kind } {
  return isRecord(value) && typeof value.kind === 'string' && Object.hasOwn(kinds, value.kind)
}

function whyOfNoKind(value: unknown): Problem {
  if (isRecord(value) && 'kind' in value) {
    const what = `there is no distribution of the kind ${shown(value.kind)}`
    return { what, fix: didYouMean(value.kind, Object.keys(kinds)) }
  }
  return { what: `${shown(value)} is no distribution`, fix: "write for example exponential('4ms')" }
}

function isSameData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(b)
  if (Object.keys(a).length !== keys.length) return false
  return keys.every(key => isSameData(Reflect.get(a, key), Reflect.get(b, key)))
}
