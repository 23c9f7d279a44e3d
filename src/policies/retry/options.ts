/** What can be said about retrying, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  consistent,
  listOf,
  mistakesIn,
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
import { basesIn } from './bases.ts'
import { type RetryBudgetOptions, retryBudgetSchemaIn } from './budget/options.ts'
import { contradictions } from './contradictions.ts'
import { delaysIn } from './delays.ts'
import { type Retryable, retryable } from './failures.ts'
import { type RetryHint, retryHintIn } from './hint.ts'
import { MOST_ATTEMPTS } from './settings.ts'

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

/** How the wait grows from retry to retry. */
export type Growth = (typeof GROWTHS)[number]

/** How chance spreads the waits; each formula stands with the class that computes it. */
export type Jitter = (typeof JITTERS)[number]

/**
 * How often, how long apart and after what to try again.
 *
 * @example
 * const gentle: RetryOptions = { attempts: 3, base: 50, jitter: 'full', on: ['timeout', 503] }
 */
export type RetryOptions<Time = Ms, Part = number> = {
  /** Calls in all, the first included: a whole number from 1 (no retry) to 1,000. 3 by default. */
  readonly attempts?: number
  /**
   * The waits one by one, before jitter, instead of any that grow; plain numbers in ms. `attempts`
   * is then one more than these by default, and whoever says more waits the last one again.
   */
  readonly delays?: readonly Time[]
  /** How the wait grows from retry to retry. 'exponential' by default. */
  readonly backoff?: Growth
  /** The wait before the first retry, before jitter; a plain number in ms. 100 by default. */
  readonly base?: Time
  /**
   * Another base after some failures, by their kind or code: `{ rejected: 1_000, 429: 1_000 }`, as
   * AWS SDKs wait longer when they are throttled. The same one after all by default.
   */
  readonly bases?: { readonly [failure in Retryable]?: Time }
  /** What 'exponential' multiplies by each time; at least 1. 2 by default. */
  readonly factor?: number
  /** No wait is longer, whatever the jitter; a plain number in ms. 30,000 by default. */
  readonly cap?: Time
  /** Whether 'plusMinus' may stray beyond the cap, as in gRPC. False by default. */
  readonly jitterBeyondCap?: boolean
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
  readonly retryAfter?: RetryHint<Time>
  /**
   * What all calls of one caller may spend on retries together. No limit by default. It is shared
   * by many calls, so a `Retry`, which knows one at a time, leaves it to `retryBudget`.
   */
  readonly budget?: RetryBudgetOptions<Time, Part>
}

const ATTEMPTS =
  'attempts: 3, counting the first call; a retry that never ends keeps an outage alive'

/** What the options of a retry must look like, in these units. */
export function retrySchemaIn(units: Units): Schema<RetryOptions> {
  const { time, share } = units
  const wait = (example: string) =>
    optional(time(ms => ms >= 0, 'a number of milliseconds of at least 0', example))
  const entries = {
    attempts: optional(wholeNumber(1, MOST_ATTEMPTS, ATTEMPTS)),
    delays: optional(delaysIn(units)),
    backoff: optional(oneOf(GROWTHS)),
    base: wait('base: 100'),
    bases: optional(basesIn(units)),
    factor: optional(numberWithin(1, 1_000, 'factor: 2')),
    cap: wait('cap: 30_000'),
    jitterBeyondCap: optional(yesOrNo),
    jitter: optional(oneOf(JITTERS)),
    spread: optional(share(x => x >= 0 && x <= 1, 'a number from 0 to 1', 'spread: 0.25')),
    capAfterJitter: optional(yesOrNo),
    on: optional(listOf(retryable, "on: ['error', 'timeout', 503]")),
    retryAfter: optional(retryHintIn(units)),
    budget: optional(later(() => retryBudgetSchemaIn(units))),
  }
  return consistent<RetryOptions>(options(entries), contradictions)
}

/** What they must look like in plain numbers. */
export const retrySchema = later(() => retrySchemaIn(plain))

/**
 * The mistakes in the options of a retry, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkRetry = (options: unknown, where: string): Problem[] =>
  mistakesIn(retrySchema, options, where)
