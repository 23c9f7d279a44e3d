/** Policies as users write them in a call, and as the policies' machines take them. */
import * as v from 'valibot'
import { numberThat, readBy } from '../kernel/schema.ts'
import { type Duration, durationMs, share, type Share } from '../kernel/units.ts'
import { breakerSchemaIn } from '../policies/circuit-breaker/options.ts'
import type { RetryOptions } from '../policies/index.ts'
import { retrySchemaIn } from '../policies/retry/options.ts'
import type { Units } from '../policies/units.ts'

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

/** Each is read from its text before the policy judges it. */
export const written: Units = {
  time: (...wanted) => v.pipe(readBy(durationMs), numberThat(...wanted)),
  share: (...wanted) => v.pipe(readBy(share), numberThat(...wanted)),
}

/** A breaker as its machine takes it: milliseconds, and shares from 0 to 1. */
export const breakerSchema = breakerSchemaIn(written)

/** A retry as its machine takes it. */
export const retrySchema = retrySchemaIn(written)
