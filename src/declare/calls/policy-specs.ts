/** The policies of a call as users write them: the option of each, and what it may say. */
import type { Duration, Rate, Share } from '../../kernel/units.ts'
import type {
  BreakerOptions,
  BulkheadOptions,
  ConcurrencyLimitOptions,
  HedgeOptions,
  RateLimitOptions,
  RetryOptions,
  ThrottleOptions,
} from '../../policies/index.ts'
import type { FallbackSpec } from './fallbacks.ts'
import type { Scope } from './scope.ts'

/** The policies around a call; what each compiles to stands under the same name in two tables. */
export type CallPolicies<Callee extends string = never> = {
  /** How long one attempt may take. Default: as long as it likes. */
  readonly timeout?: Duration | undefined
  /**
   * How long the whole call may take, waits at its limits and retries included. Default: as long as
   * it likes.
   */
  readonly deadline?: Duration | undefined
  /** How many calls may begin in how much time. Default: no limit. */
  readonly rateLimit?: RateLimitSpec | undefined
  /** How many calls may be under way at once, all their attempts included. Default: no limit. */
  readonly bulkhead?: BulkheadSpec | undefined
  /** No more calls at the same time than this, which adapts to how they fare. Default: no limit. */
  readonly limit?: ConcurrencyLimitSpec | undefined
  /** Turn away by itself a share of what the callee would turn away. Default: no throttle. */
  readonly throttle?: ThrottleSpec | undefined
  /**
   * Send the request once more while the answer is awaited; the first success counts. The others go
   * on in vain, unless `cancel` is set. Retry, breaker and time-out are each attempt's own.
   * Default: no hedging.
   */
  readonly hedge?: HedgeSpec | undefined
  /** Try again after a failure. Default: no retry. */
  readonly retry?: RetrySpec | undefined
  /** Stop calling what keeps failing. Default: no breaker. */
  readonly breaker?: BreakerSpec | undefined
  /**
   * What stands in when the call has failed: a value, other steps, or the last good answer. The
   * result is degraded; when the fallback fails, that surfaces.
   */
  readonly fallback?: FallbackSpec<Callee> | undefined
}

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
export type BreakerSpec = BreakerOptions<Duration, Share>

/** Trying again. */
export type RetrySpec = RetryOptions<Duration, Share>

/** How many calls may begin in how much time. */
export type RateLimitSpec = RateLimitOptions<Duration, Rate> & Scope

/** How many calls may be under way at once. */
export type BulkheadSpec = BulkheadOptions<Duration> & {
  /** Calls of one component that name the same pool share it. Default: a pool of their own. */
  readonly pool?: string
}

/** A limit for requests under way at the same time that adapts to how they fare. */
export type ConcurrencyLimitSpec = ConcurrencyLimitOptions<Duration, Share>

/** A caller that holds back when the callee turns requests away. */
export type ThrottleSpec = ThrottleOptions<Duration, Share>

/** When to send the same request once more, although the first is still under way. */
export type HedgeSpec = HedgeOptions<Duration, Share>
