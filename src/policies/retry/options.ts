/** What can be said about retrying, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  listOf,
  mistakesIn,
  numberThat,
  numberWithin,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, type Units } from '../units.ts'
import { type RetryBudgetOptions, retryBudgetSchemaIn } from './budget/options.ts'

const GROWTHS = ['constant', 'linear', 'exponential'] as const
const JITTERS = [
  'none',
  'full',
  'fullEnvoy',
  'equal',
  'plusMinus',
  'decorrelated',
  'decorrelatedV2',
] as const
const HINTS = ['ignore', 'aws', 'grpc'] as const
const FAILURES = ['error', 'timeout', 'rejected', 'open'] as const

/** How the wait grows from retry to retry. */
export type Growth = (typeof GROWTHS)[number]

/** How chance spreads the waits; each formula stands with the class that computes it. */
export type Jitter = (typeof JITTERS)[number]

/**
 * The ways a call fails: the other side answered with an error, it did not answer in time, it
 * refused the call (overload, rate limit), or the caller's own circuit breaker was open.
 */
export type FailureKind = (typeof FAILURES)[number]

/**
 * What a retry makes of an answer that says when to come again (`Retry-After`): nothing; as the AWS
 * SDKs, its own wait or the one asked for if that is longer, but by no more than 5 s; as gRPC
 * (`grpc-retry-pushback-ms`), just the wait asked for, after which waits grow from the base again,
 * and no retry at all if it is negative.
 */
export type RetryHint = (typeof HINTS)[number]

/** What may be worth another try: a kind of failure, or errors and refusals with a certain code. */
export type Retryable = FailureKind | number

/**
 * How often, how long apart and after what to try again.
 *
 * @example
 * const gentle: RetryOptions = { attempts: 3, base: 50, jitter: 'full', on: ['timeout', 503] }
 */
export type RetryOptions<Time = Ms, Part = number> = {
  /** Calls in all, the first included: a whole number from 1 (no retry) to 1,000. 3 by default. */
  readonly attempts?: number
  /** How the wait grows from retry to retry. 'exponential' by default. */
  readonly backoff?: Growth
  /** The wait before the first retry, before jitter; a plain number in ms. 100 by default. */
  readonly base?: Time
  /** What 'exponential' multiplies by each time; at least 1. 2 by default. */
  readonly factor?: number
  /** No wait is longer, whatever the jitter; a plain number in ms. 30,000 by default. */
  readonly cap?: Time
  /** How chance spreads the waits, so that callers do not come back together. 'none' by default. */
  readonly jitter?: Jitter
  /** How far 'plusMinus' strays from the wait, as a share of it. 0.25 by default. */
  readonly spread?: Part
  /**
   * Spread the grown wait first and cap it then, as resilience4j and older AWS SDKs do: the longer
   * the wait has grown, the more callers wait for exactly `cap`. False by default.
   */
  readonly capAfterJitter?: boolean
  /** What is worth another try. ['error', 'timeout', 'rejected'] by default. */
  readonly on?: readonly Retryable[]
  /** What to make of an answer that says when to come again. 'ignore' by default. */
  readonly retryAfter?: RetryHint
  /**
   * What all calls of one caller may spend on retries together. No limit by default. It is shared
   * by many calls, so a `Retry`, which knows one at a time, leaves it to `retryBudget`.
   */
  readonly budget?: RetryBudgetOptions<Time, Part>
}

/** The options with every default filled in. */
export type RetrySettings = Required<Omit<RetryOptions, 'budget'>>

/** What holds where the options say nothing. */
export const RETRY_DEFAULTS: RetrySettings = Object.freeze({
  attempts: 3,
  backoff: 'exponential',
  base: 100,
  factor: 2,
  cap: 30_000,
  jitter: 'none',
  spread: 0.25,
  capAfterJitter: false,
  on: Object.freeze(['error', 'timeout', 'rejected'] as const),
  retryAfter: 'ignore',
})

/** More than this is not patience but a retry that never ends. */
const MOST_ATTEMPTS = 1_000
const ATTEMPTS =
  'attempts: 3, counting the first call; a retry that never ends keeps an outage alive'

const code = numberThat(n => Number.isInteger(n) && n >= 0, 'an error code', 'on: [503]')
const failure = oneOf(FAILURES)
/** What a failure worth another try is written as. */
export const retryable = chosenBy<Retryable>(written =>
  typeof written === 'number' ? code : failure,
)

/** What the options of a retry must look like, in these units. */
export function retrySchemaIn(units: Units): Schema<RetryOptions> {
  const { time, share } = units
  const wait = (example: string) =>
    optional(time(ms => ms >= 0, 'a number of milliseconds of at least 0', example))
  const entries = {
    attempts: optional(wholeNumber(1, MOST_ATTEMPTS, ATTEMPTS)),
    backoff: optional(oneOf(GROWTHS)),
    base: wait('base: 100'),
    factor: optional(numberWithin(1, 1_000, 'factor: 2')),
    cap: wait('cap: 30_000'),
    jitter: optional(oneOf(JITTERS)),
    spread: optional(share(x => x >= 0 && x <= 1, 'a number from 0 to 1', 'spread: 0.25')),
    capAfterJitter: optional(yesOrNo),
    on: optional(listOf(retryable, "on: ['error', 'timeout', 503]")),
    retryAfter: optional(oneOf(HINTS)),
    budget: optional(retryBudgetSchemaIn(units)),
  }
  return consistent<RetryOptions>(options(entries), contradictions)
}

/** What they must look like in plain numbers. */
export const retrySchema = retrySchemaIn(plain)

/**
 * The mistakes in the options of a retry, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkRetry = (options: unknown, where: string): Problem[] =>
  mistakesIn(retrySchema, options, where)

/** The options, already checked, with the default of every one that is left out. */
export const retrySettings = (options: RetryOptions): RetrySettings => ({
  ...RETRY_DEFAULTS,
  ...options,
})

/** Jitters that say themselves how the wait grows. */
const GROW_BY_THEMSELVES = new Set<Jitter>(['fullEnvoy', 'decorrelated', 'decorrelatedV2'])

/** What is well said by itself, but not together. */
function contradictions(options: RetryOptions): Problem[] {
  const { attempts, base, cap, jitter, backoff } = retrySettings(options)
  const problems: Problem[] = []
  const found = (what: string, fix: string): number => problems.push({ what, fix })
  if (cap < base) {
    found(
      `cap is ${cap} ms and base ${base} ms, so every wait would be the cap`,
      `write a cap of at least ${base}, or a base of at most ${cap}`,
    )
  }
  if (attempts === 1 && options.budget !== undefined) {
    found('attempts is 1, so there is no retry for the budget to pay', 'write attempts: 3')
  }
  if (options.spread !== undefined && jitter !== 'plusMinus') {
    found(
      `spread says how far 'plusMinus' strays, but jitter is '${jitter}'`,
      "write jitter: 'plusMinus', or leave spread out",
    )
  }
  if (options.factor !== undefined && backoff !== 'exponential') {
    found(
      `factor is for backoff 'exponential', but backoff is '${backoff}'`,
      "write backoff: 'exponential', or leave factor out",
    )
  }
  if (GROW_BY_THEMSELVES.has(jitter) && (options.factor ?? options.backoff) !== undefined) {
    found(
      `jitter '${jitter}' grows by its own formula and would not heed backoff or factor`,
      'leave backoff and factor out',
    )
  }
  return problems
}
