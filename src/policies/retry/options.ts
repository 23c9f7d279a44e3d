/** What can be said about retrying, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  milliseconds,
  mistakesIn,
  type Need,
  numberWithin,
  oneOf,
  wholeNumber,
  yesOrNo,
} from '../checks.ts'

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

/** What may be worth another try: a kind of failure, or errors and refusals with a certain code. */
export type Retryable = FailureKind | number

/**
 * How often, how long apart and after what to try again.
 *
 * @example
 * const gentle: RetryOptions = { attempts: 3, base: 50, jitter: 'full', on: ['timeout', 503] }
 */
export type RetryOptions = {
  /** Calls in all, the first included: a whole number from 1 (no retry) to 1,000. 3 by default. */
  readonly attempts?: number
  /** How the wait grows from retry to retry. 'exponential' by default. */
  readonly backoff?: Growth
  /** The wait before the first retry, before jitter, in milliseconds. 100 by default. */
  readonly base?: Ms
  /** What 'exponential' multiplies by each time; at least 1. 2 by default. */
  readonly factor?: number
  /** No wait is longer, whatever the jitter, in milliseconds. 30,000 by default. */
  readonly cap?: Ms
  /** How chance spreads the waits, so that callers do not come back together. 'none' by default. */
  readonly jitter?: Jitter
  /** How far 'plusMinus' strays from the wait, as a share of it. 0.25 by default. */
  readonly spread?: number
  /**
   * Spread the grown wait first and cap it then, as resilience4j and older AWS SDKs do: the longer
   * the wait has grown, the more callers wait for exactly `cap`. False by default.
   */
  readonly capAfterJitter?: boolean
  /** What is worth another try. ['error', 'timeout', 'rejected'] by default. */
  readonly on?: readonly Retryable[]
}

/** The options with every default filled in. */
export type RetrySettings = Required<RetryOptions>

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
})

/** More than this is not patience but a retry that never ends. */
const MOST_ATTEMPTS = 1_000

const needs = {
  attempts: wholeNumber(
    {
      least: 1,
      most: MOST_ATTEMPTS,
      why: ', counting the first call: a retry that never ends keeps an outage alive',
    },
    '3',
  ),
  backoff: oneOf(GROWTHS, 'exponential'),
  base: milliseconds({ atLeast: 0 }, '100'),
  factor: numberWithin({ least: 1, most: 1_000 }, '2'),
  cap: milliseconds({ atLeast: 0 }, '30_000'),
  jitter: oneOf(JITTERS, 'full'),
  spread: numberWithin({ least: 0, most: 1 }, '0.25'),
  capAfterJitter: yesOrNo,
  on: {
    holds: value => Array.isArray(value) && value.length > 0 && value.every(isRetryable),
    wanted: `a list of ${FAILURES.map(word => `'${word}'`).join(', ')} and error codes`,
    example: "['error', 'timeout', 503]",
  },
} satisfies { [K in keyof RetrySettings]: Need }

/**
 * The mistakes in the options of a retry, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export function checkRetry(options: unknown, where: string): Problem[] {
  const problems = mistakesIn(options, needs, where)
  return sound(options, problems) ? contradictions(options, where) : problems
}

/** The options, already checked, with the default of every one that is left out. */
export function retrySettings(options: RetryOptions): RetrySettings {
  const written = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...RETRY_DEFAULTS, ...Object.fromEntries(written) }
}

/** Jitters that say themselves how the wait grows. */
const GROW_BY_THEMSELVES = new Set<Jitter>(['fullEnvoy', 'decorrelated', 'decorrelatedV2'])

/** What is well said by itself, but not together. */
function contradictions(options: RetryOptions, where: string): Problem[] {
  const { base, cap, jitter, backoff } = retrySettings(options)
  const problems: Problem[] = []
  const found = (what: string, fix: string): number => problems.push({ what, where, fix })
  if (cap < base) {
    found(
      `cap is ${cap} ms and base ${base} ms, so every wait would be the cap`,
      `write a cap of at least ${base}, or a base of at most ${cap}`,
    )
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

function isRetryable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0
  return FAILURES.some(failure => failure === value)
}

/** Options in which no mistake was found are what their type says. */
function sound(_options: unknown, problems: readonly Problem[]): _options is RetryOptions {
  return problems.length === 0
}
