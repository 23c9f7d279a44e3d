/** Policies as users write them in a call, and as the policies' machines take them. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { message, readBy, type Schema, shown } from '../kernel/schema.ts'
import { type Duration, durationMs, share, type Share } from '../kernel/units.ts'
import {
  type BreakerOptions,
  checkBreaker,
  checkRetry,
  type RetryOptions,
} from '../policies/index.ts'

/** A circuit breaker: when it opens, and how it finds out that it may close. */
export type BreakerSpec = {
  /** How long it stays open. */
  readonly openFor: Duration
  /** Calls let through half-open; all must succeed to close it. Default 1. */
  readonly probes?: number
} & (
  | {
      /** Opens after so many failures in a row. */
      readonly consecutive: number
    }
  | {
      /** Opens when, over this time … */
      readonly window: Duration
      /** … at least this share of calls failed … */
      readonly failureRate: Share
      /** … and at least so many calls were done. */
      readonly minimumCalls: number
      /** Into how many buckets the window is divided. Default 10. */
      readonly buckets?: number
    }
)

/** Trying again. */
export type RetrySpec = Omit<RetryOptions, 'base' | 'cap' | 'spread'> & {
  /** The wait before the first retry. Default 100 ms. */
  readonly base?: Duration
  /** No wait is longer. Default 30 s. */
  readonly cap?: Duration
  /** How far jitter `plusMinus` strays, as a share of the wait. Default 25 %. */
  readonly spread?: Share
}

type Check = (options: unknown, where: string) => readonly Problem[]
type Units = { readonly [option: string]: (written: never) => number }

/** Reads the options that carry units, then lets the policy itself judge the whole. */
function policy<T>(units: Units, judge: Check): Schema<T> {
  const written = v.record(v.string(), v.unknown(), issue =>
    message(`${shown(issue.input)} is no set of options`, 'write { … }'),
  )
  const entries = Object.entries(units).map(([name, read]) => [name, v.optional(readBy(read))])
  return v.pipe(
    written,
    v.looseObject(Object.fromEntries(entries)),
    v.rawTransform<Record<string, unknown>, T>(({ dataset, addIssue, NEVER }) => {
      const problems = judge(dataset.value, '')
      for (const { what, fix = '' } of problems) addIssue({ message: message(what, fix) })
      return problems.length === 0 ? (dataset.value as T) : NEVER
    }),
  )
}

/** A breaker as its machine takes it: milliseconds, and shares from 0 to 1. */
export const breakerSchema: Schema<BreakerOptions> = policy(
  { openFor: durationMs, window: durationMs, failureRate: share },
  checkBreaker,
)

/** A retry as its machine takes it. */
export const retrySchema: Schema<RetryOptions> = policy(
  { base: durationMs, cap: durationMs, spread: share },
  checkRetry,
)
