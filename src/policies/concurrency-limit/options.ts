/** What can be said about an adaptive concurrency limit, as plain data. */
import type * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  numberWithin,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'

const ALGORITHMS = ['aimd', 'vegas', 'gradient2', 'envoy'] as const

/** By which rule a limit adapts. */
export type LimitAlgorithmName = (typeof ALGORITHMS)[number]

/** Between which bounds the limit stays, and where it begins. */
type Bounds = {
  /** How many may be under way at first. 20 by default. */
  readonly initial?: number
  /** The limit never falls below. 20 by default, 1 for 'vegas'. */
  readonly min?: number
  /** The limit never rises above. 200 by default, 1,000 for 'vegas'. */
  readonly max?: number
}

/** One more after each success, a share of the limit less after each drop. */
export type AimdLimitOptions<Time = Ms, Part = number> = Bounds & {
  /** Which algorithm moves the limit. */
  readonly algorithm: 'aimd'
  /** What a drop leaves of the limit, from 0.5 up to 1. 0.9 by default. */
  readonly backoff?: Part
  /** A request that takes longer counts as dropped; a plain number is ms. 5 s by default. */
  readonly timeout?: Time
}

/** By the queue that latency betrays. */
export type VegasLimitOptions<Part = number> = Bounds & {
  /** Which algorithm moves the limit. */
  readonly algorithm: 'vegas'
  /** How much of each new limit is taken over at once, above 0 and up to 1. 1 by default. */
  readonly smoothing?: Part
  /** How often the rtt without load is measured anew: about every so many limits. 30 by default. */
  readonly probeMultiplier?: number
  /** The queue below which the limit grows by a step, in steps of log10(limit). 3 by default. */
  readonly alpha?: number
  /** The queue above which it shrinks by a step, in steps; from `alpha` on. 6 by default. */
  readonly beta?: number
  /** By how many steps it shrinks then, or when a request was dropped. 1 by default. */
  readonly decrease?: number
}

/** By latency now against latency in the long run. */
export type Gradient2LimitOptions<Part = number> = Bounds & {
  /** Which algorithm moves the limit. */
  readonly algorithm: 'gradient2'
  /** How much of each new limit is taken over at once, above 0 and up to 1. 0.2 by default. */
  readonly smoothing?: Part
  /** How many may queue at the callee while latency is low. 4 by default. */
  readonly queueSize?: number
  /** Over how many requests the long-run latency is averaged. 600 by default. */
  readonly longWindow?: number
  /** How many times the long-run latency is still no reason to shrink; from 1. 1.5 by default. */
  readonly tolerance?: number
}

/** By latency now against latency measured at hardly any load. It begins at `min`. */
export type EnvoyLimitOptions<Time = Ms, Part = number> = {
  /** Which algorithm moves the limit. */
  readonly algorithm: 'envoy'
  /** The lowest limit, at which the least latency is measured. 3 by default. */
  readonly min?: number
  /** The limit never rises above. 1,000 by default. */
  readonly max?: number
  /** Which percentile stands for the latencies of an interval, as a share. 0.5 by default. */
  readonly percentile?: Part
  /** How often the limit is set; a plain number is ms. 100 ms by default. */
  readonly updateEvery?: Time
  /** How often the least latency is measured; a plain number is ms. 60 s by default. */
  readonly minRttEvery?: Time
  /** Over how many requests. 50 by default. */
  readonly minRttRequests?: number
  /** How much later it is measured at random, as a share of `minRttEvery`. 0.15 by default. */
  readonly jitter?: Part
  /** By how much latency may exceed the least, as a share of it. 0.25 by default. */
  readonly buffer?: Part
}

/**
 * A limit for requests under way at the same time that adapts to how they fare.
 *
 * @example
 * const byLoss: ConcurrencyLimitOptions = { algorithm: 'aimd', min: 5, max: 100 }
 * const byLatency: ConcurrencyLimitOptions = { algorithm: 'gradient2' }
 */
export type ConcurrencyLimitOptions<Time = Ms, Part = number> =
  | AimdLimitOptions<Time, Part>
  | VegasLimitOptions<Part>
  | Gradient2LimitOptions<Part>
  | EnvoyLimitOptions<Time, Part>

const MOST = 1_000_000
const algorithm = oneOf(ALGORITHMS)
const count = (example: string) => optional(wholeNumber(1, MOST, example))

const bounds = {
  algorithm,
  initial: count('initial: 20'),
  min: count('min: 1'),
  max: count('max: 200'),
}

const smoothing = ({ share }: Units) =>
  optional(share(x => x > 0 && x <= 1, 'a number above 0 and up to 1', 'smoothing: 0.2'))

const entriesOf = {
  aimd: (units: Units) => ({
    ...bounds,
    backoff: optional(
      units.share(x => x >= 0.5 && x < 1, 'a number from 0.5 up to 1', 'backoff: 0.9'),
    ),
    timeout: optional(someTime(units, 'timeout: 5_000')),
  }),
  vegas: (units: Units) => ({
    ...bounds,
    smoothing: smoothing(units),
    probeMultiplier: count('probeMultiplier: 30'),
    alpha: count('alpha: 3'),
    beta: count('beta: 6'),
    decrease: count('decrease: 1'),
  }),
  gradient2: (units: Units) => ({
    ...bounds,
    smoothing: smoothing(units),
    queueSize: count('queueSize: 4'),
    longWindow: count('longWindow: 600'),
    tolerance: optional(numberWithin(1, 1_000, 'tolerance: 1.5')),
  }),
  envoy: (units: Units) => ({
    algorithm,
    min: bounds.min,
    max: bounds.max,
    percentile: optional(
      units.share(x => x > 0 && x <= 1, 'a number above 0 and up to 1', 'percentile: 0.5'),
    ),
    updateEvery: optional(someTime(units, 'updateEvery: 100')),
    minRttEvery: optional(someTime(units, 'minRttEvery: 60_000')),
    minRttRequests: count('minRttRequests: 50'),
    jitter: optional(units.share(x => x >= 0 && x <= 1, 'a number from 0 to 1', 'jitter: 0.15')),
    buffer: optional(units.share(x => x >= 0 && x <= 1, 'a number from 0 to 1', 'buffer: 0.25')),
  }),
} satisfies { [A in LimitAlgorithmName]: (units: Units) => object }

/** What a limit starts from where its options say nothing. */
export type LimitDefaults = {
  readonly min: number
  readonly max: number
  readonly initial?: number
}

/**
 * What the options must look like, in these units.
 *
 * @param defaults the bounds that hold where the options say nothing
 */
export function concurrencyLimitSchemaIn(
  units: Units,
  defaults: { readonly [A in LimitAlgorithmName]: LimitDefaults },
): Schema<ConcurrencyLimitOptions> {
  const all = ALGORITHMS.map(name => entriesOf[name](units))
  const unnamed = options(Object.assign({}, ...all) as v.ObjectEntries) as Schema<never>
  const named = (name: LimitAlgorithmName): Schema<ConcurrencyLimitOptions> =>
    consistent(options(entriesOf[name](units)) as Schema<ConcurrencyLimitOptions>, written => [
      ...outOfBounds({ ...defaults[name], ...written }),
      ...(written.algorithm === 'vegas' ? crossed(written) : []),
    ])
  return chosenBy<ConcurrencyLimitOptions>(written => {
    const known = isRecord(written) && ALGORITHMS.find(name => name === written['algorithm'])
    return known ? named(known) : unnamed
  })
}

function outOfBounds({ min, max, initial = min }: LimitDefaults): Problem[] {
  if (min > max) {
    const what = `min is ${min} and max ${max}, so no limit would do`
    return [{ what, fix: `write a min of at most ${max}, or a max of at least ${min}` }]
  }
  if (initial >= min && initial <= max) return []
  const what = `initial is ${initial}, but the limit stays between ${min} and ${max}`
  return [{ what, fix: `write an initial from ${min} to ${max}, or move the bounds` }]
}

function crossed({ alpha = 3, beta = 6 }: VegasLimitOptions): Problem[] {
  if (alpha <= beta) return []
  const what = `a queue of ${beta} to ${alpha} steps would both shrink the limit and let it grow`
  return [{ what, fix: `write an alpha of at most ${beta}, or a beta of at least ${alpha}` }]
}
