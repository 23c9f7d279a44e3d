/** Which algorithm each name stands for, and what it starts from. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import { mistakesIn } from '../../kernel/schema.ts'
import type { Random } from '../../kernel/streams.ts'
import { plain, type Units } from '../units.ts'
import { Aimd, AIMD_DEFAULTS } from './aimd.ts'
import { ENVOY_DEFAULTS, EnvoyGradient } from './envoy-gradient.ts'
import { Gradient2, GRADIENT2_DEFAULTS } from './gradient2.ts'
import type { LimitAlgorithm } from './limit.ts'
import {
  type ConcurrencyLimitOptions,
  concurrencyLimitSchemaIn,
  type LimitAlgorithmName,
  type LimitDefaults,
} from './options.ts'
import { Vegas, VEGAS_DEFAULTS } from './vegas.ts'

type Maker<A extends LimitAlgorithmName> = (
  options: Extract<ConcurrencyLimitOptions, { algorithm: A }>,
  random: Random,
) => LimitAlgorithm

const makers: { readonly [A in LimitAlgorithmName]: Maker<A> } = {
  aimd: options => new Aimd(options),
  vegas: (options, random) => new Vegas(options, random),
  gradient2: options => new Gradient2(options),
  envoy: (options, random) => new EnvoyGradient(options, random),
}

const defaults = {
  aimd: AIMD_DEFAULTS,
  vegas: VEGAS_DEFAULTS,
  gradient2: GRADIENT2_DEFAULTS,
  envoy: ENVOY_DEFAULTS,
} satisfies { [A in LimitAlgorithmName]: LimitDefaults }

/** The algorithm that the options, already checked, ask for. */
export const limitAlgorithm = (options: ConcurrencyLimitOptions, random: Random): LimitAlgorithm =>
  (makers[options.algorithm] as Maker<LimitAlgorithmName>)(options, random)

/** Between which bounds a limit stays, by its options or by default. */
export const limitBounds = (options: ConcurrencyLimitOptions): LimitDefaults => ({
  ...defaults[options.algorithm],
  ...options,
})

/** What the options must look like, in these units. */
export const limitSchemaIn = (units: Units) => concurrencyLimitSchemaIn(units, defaults)

/** What they must look like in plain numbers. */
export const limitSchema = later(() => limitSchemaIn(plain))

/**
 * The mistakes in the options of a concurrency limit, all at once.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkConcurrencyLimit = (options: unknown, where: string): Problem[] =>
  mistakesIn(limitSchema, options, where)
