/** The options of cockatiel's circuit breaker: what they are called there, and what they may be. */
import * as v from 'valibot'
import {
  chosenBy,
  isRecord,
  listOf,
  numberThat,
  optional,
  options,
  says,
  type Schema,
  wholeNumber,
} from '../../../kernel/schema.ts'
import type { Duration, Ms } from '../../../kernel/units.ts'
import type { Recovery } from '../recovery.ts'
import { time } from './reading.ts'

/** The options of a `CountBreaker`. */
export type CountBreaker = {
  /** The share of failures above which it opens, between 0 and 1. */
  readonly threshold: number
  /** How many calls the window holds. */
  readonly size: number
  /** How many there must be. Default: as many as it holds. */
  readonly minimumNumberOfCalls?: number
}

/** The options of a `SamplingBreaker`. */
export type SamplingBreaker<Time = Duration> = {
  /** The share of failures above which it opens, between 0 and 1. */
  readonly threshold: number
  /** How long the window is. */
  readonly duration: Time
  /** How many calls a second there must be. Default 5 / threshold. */
  readonly minimumRps?: number
}

/** The waits of an `ExponentialBackoff` without jitter, which doubles whatever its exponent. */
export type CockatielBackoff = {
  /** Default 128 ms. */
  readonly initialDelay?: Duration
  /** Default 30 s. */
  readonly maxDelay?: Duration
}

/** Options by the names that cockatiel has for them; times also as text. */
export type CockatielOptions = {
  /** The rule: the number of a `ConsecutiveBreaker`, or what the other two are given. */
  readonly breaker: number | CountBreaker | SamplingBreaker
  /** How long it stays open: a time, an `IterableBackoff`, or an `ExponentialBackoff`. */
  readonly halfOpenAfter: Duration | readonly Duration[] | CockatielBackoff
  /** How many calls are tried half-open, and the share of them that may fail. Default 1 and 0. */
  readonly halfOpenSampling?: { readonly calls: number; readonly threshold: number }
}

const calls = (example: string): Schema<number> => wholeNumber(1, 1_000_000, example)

const between = numberThat(
  share => share > 0 && share < 1,
  'a number between 0 and 1',
  'threshold: 0.2',
)

const count = options({
  threshold: between,
  size: calls('size: 100'),
  minimumNumberOfCalls: optional(calls('minimumNumberOfCalls: 20')),
})

const sampling = options({
  threshold: between,
  duration: time("duration: '30s'"),
  minimumRps: optional(numberThat(rps => rps >= 0, 'a number from 0', 'minimumRps: 5')),
})

type Rule = number | CountBreaker | SamplingBreaker<Ms>

const breaker = chosenBy<Rule>(written => {
  if (!isRecord(written)) return calls('breaker: 5')
  return says(written, 'size') ? count : sampling
})

const exponential: Schema<Recovery['openFor']> = v.pipe(
  options({
    initialDelay: optional(time("initialDelay: '128ms'")),
    maxDelay: optional(time("maxDelay: '30s'")),
  }),
  v.transform(({ initialDelay = 128, maxDelay = 30_000 }) => {
    return { base: Math.min(initialDelay, maxDelay), factor: 2, cap: maxDelay }
  }),
)

const halfOpenAfter = chosenBy<Recovery['openFor']>(written => {
  const constant = time("halfOpenAfter: '10s'")
  if (Array.isArray(written)) return listOf(constant, "halfOpenAfter: ['1s', '10s']")
  return isRecord(written) ? exponential : constant
})

const fromZero = numberThat(
  share => share >= 0 && share < 1,
  'a number from 0 and below 1',
  'threshold: 0.2',
)

/** What they must look like. */
export const cockatielSchema = options({
  breaker,
  halfOpenAfter,
  halfOpenSampling: optional(options({ calls: calls('calls: 10'), threshold: fromZero })),
})
