/** Policies as users write them in a call, and as the policies' machines take them. */
import type { Duration, Share } from '../kernel/units.ts'
import { type BreakerOptionsIn, breakerSchemaIn } from '../policies/circuit-breaker/options.ts'
import type { RetryOptions } from '../policies/index.ts'
import { retrySchemaIn } from '../policies/retry/options.ts'
import { written } from '../policies/units.ts'

/**
 * A circuit breaker: when it opens, how it finds out that it may close, and how it bears itself.
 * Times and shares may be texts: `'10s'`, `'50%'`.
 *
 * @example
 * const soon: BreakerSpec = { consecutive: 5, openFor: '30s' }
 * const slow: BreakerSpec = {
 *   lastCalls: 100,
 *   slowCallRate: '80%',
 *   slowCallDuration: '2s',
 *   openFor: { base: '1s', cap: '1m' },
 * }
 */
export type BreakerSpec = BreakerOptionsIn<Duration, Share>

/** Trying again. */
export type RetrySpec = Omit<RetryOptions, 'base' | 'cap' | 'spread'> & {
  /** The wait before the first retry. Default 100 ms. */
  readonly base?: Duration
  /** No wait is longer. Default 30 s. */
  readonly cap?: Duration
  /** How far jitter `plusMinus` strays, as a share of the wait. Default 25 %. */
  readonly spread?: Share
}

/** A breaker as its machine takes it: milliseconds, and shares from 0 to 1. */
export const breakerSchema = breakerSchemaIn(written)

/** A retry as its machine takes it. */
export const retrySchema = retrySchemaIn(written)
