/** What can be said about a rate limit, as plain data, and what may go wrong in saying it. */
import type { ObjectEntries } from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  mistakesIn,
  oneOf,
  optional,
  options,
  says,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms, Rate } from '../../kernel/units.ts'
import { anyTime, plain, type Units } from '../units.ts'
import type { Allowance } from './allowance.ts'
import { FirstCallWindow } from './first-call-window.ts'
import { FixedWindow, fixedWindowEntries, type FixedWindowRule } from './fixed-window.ts'
import { LeakyBucket, leakyBucketEntries, type LeakyBucketRule } from './leaky-bucket.ts'
import {
  SlidingCounter,
  slidingCounterEntries,
  type SlidingCounterRule,
} from './sliding-counter.ts'
import { SlidingLog, slidingLogEntries, type SlidingLogRule } from './sliding-log.ts'
import { burstOf, TokenBucket, tokenBucketEntries, type TokenBucketRule } from './token-bucket.ts'

/** The ways to limit a rate. */
const ALGORITHMS = [
  'tokenBucket',
  'leakyBucket',
  'fixedWindow',
  'slidingLog',
  'slidingCounter',
] as const
type Algorithm = (typeof ALGORITHMS)[number]

type Cost = {
  /** How many permits a call takes, unless asked for otherwise. 1 by default. */
  readonly permits?: number
}

type Patience<Time> = {
  /**
   * How long a call may wait for its permits; one that would wait longer is turned away at once.
   * None by default; as a plain number in milliseconds.
   */
  readonly maxWait?: Time
}

/**
 * How many calls may pass in how much time. Without an `algorithm` it is a token bucket if a `rate`
 * is given, and a fixed window if a `window` is.
 *
 * @example
 * const bursts: RateLimitOptions = { rate: '100/s', burst: 20 } // 20 at once
 * const smooth: RateLimitOptions = { algorithm: 'leakyBucket', rate: '100/s', maxWait: 500 }
 * const quota: RateLimitOptions = { limit: 50, window: 1_000, maxWait: 5_000 }
 * const exact: RateLimitOptions = { algorithm: 'slidingLog', limit: 100, window: 60_000 }
 */
export type RateLimitOptions<Time = Ms, PerTime = Rate> = Cost &
  (
    | ((TokenBucketRule<PerTime> | LeakyBucketRule<PerTime>) & Patience<Time>)
    | ((FixedWindowRule<Time> | SlidingLogRule<Time>) & Patience<Time>)
    | SlidingCounterRule<Time>
  )

/** The options once they have been read: rates are numbers per millisecond. */
export type RateLimitRule = RateLimitOptions<Ms, number>

/** What else may be said beside the options of a rate limit, and whether calls may wait there. */
type Around = { readonly entries: ObjectEntries; readonly waits: boolean }

/** What the options of a rate limit must look like, in these units. */
export function rateLimitSchemaIn<More = unknown>(
  units: Units,
  { entries, waits }: Around = { entries: {}, waits: true },
): Schema<RateLimitRule & More> {
  const permits = optional(wholeNumber(1, 100_000, 'permits: 1'))
  const patience = waits ? { maxWait: optional(anyTime(units, 'maxWait: 500')) } : {}
  const whole = (rule: ObjectEntries): Schema<never> =>
    options({ ...rule, ...entries, permits }) as Schema<never>
  const schemas: { readonly [A in Algorithm]: Schema<RateLimitRule & More> } = {
    tokenBucket: whole({ ...tokenBucketEntries(units), ...patience }),
    leakyBucket: whole({ ...leakyBucketEntries(units), ...patience }),
    fixedWindow: whole({ ...fixedWindowEntries(units), ...patience }),
    slidingLog: whole({ ...slidingLogEntries(units), ...patience }),
    slidingCounter: whole(slidingCounterEntries(units)),
  }
  const unknown: Schema<never> = options({ algorithm: oneOf(ALGORITHMS) }) as Schema<never>
  const chosen = chosenBy<RateLimitRule & More>(written => {
    const algorithm = algorithmOf(written)
    const known = ALGORITHMS.find(name => name === algorithm)
    return known === undefined ? unknown : schemas[known]
  })
  return consistent(chosen, contradictions)
}

/** What they must look like in plain numbers. */
export const rateLimitSchema = later(() => rateLimitSchemaIn(plain))

/**
 * The mistakes in the options of a rate limit, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkRateLimit = (options: unknown, where: string): Problem[] =>
  mistakesIn(rateLimitSchema, options, where)

/** The books that the options, already checked, ask for. */
export function allowanceFor(options: RateLimitRule, now: Ms): Allowance {
  switch (options.algorithm) {
    case 'leakyBucket':
      return new LeakyBucket(options)
    case 'slidingLog':
      return new SlidingLog(options)
    case 'slidingCounter':
      return new SlidingCounter(options, now)
    default:
      if (!('window' in options)) return new TokenBucket(options, now)
      return options.aligned === 'firstCall'
        ? new FirstCallWindow(options)
        : new FixedWindow(options, now)
  }
}

function algorithmOf(written: unknown): unknown {
  if (isRecord(written) && says(written, 'algorithm')) return written['algorithm']
  return says(written, 'window') || says(written, 'limit') ? 'fixedWindow' : 'tokenBucket'
}

/** What is well said by itself, but not together. */
function contradictions(options: RateLimitRule): Problem[] {
  const { permits = 1 } = options
  const most = mostAtOnce(options)
  if (permits <= most) return []
  const what = `a call takes ${permits} permits and there are never more than ${most} at once`
  return [{ what: `${what}, so none would ever pass`, fix: `write permits: ${Math.floor(most)}` }]
}

function mostAtOnce(options: RateLimitRule): number {
  if ('window' in options) return options.limit
  return options.algorithm === 'leakyBucket' ? Infinity : burstOf(options)
}
