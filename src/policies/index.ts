/**
 * Resilience policies as pure state machines: time and chance are handed in, a decision comes out.
 * The simulator drives them on virtual time; they serve a real server just as well.
 *
 * @module gameday/policies
 */
export { Balancer, NO_SERVER } from './balancing/balancer.ts'
export { type BalancingName, type BalancingOptions, checkBalancing } from './balancing/options.ts'

export type { QueueBound } from '../kernel/queue-bound.ts'
export { Bulkhead, type BulkheadEntry, type BulkheadListener } from './bulkhead/bulkhead.ts'
export { type BulkheadKind, type BulkheadOptions, checkBulkhead } from './bulkhead/options.ts'

export type { Bearing, TakenFor } from './circuit-breaker/bearing.ts'
export { CircuitBreaker } from './circuit-breaker/circuit-breaker.ts'
export type { BreakerExtras } from './circuit-breaker/extras.ts'
export type { ConsecutiveRule } from './circuit-breaker/consecutive-failures.ts'
export { type BreakerOptions, checkBreaker } from './circuit-breaker/options.ts'
export type { CallWindowRule, TimeWindowRule } from './circuit-breaker/rate-options.ts'
export type { Decision, GrowingWait, Recovery } from './circuit-breaker/recovery.ts'
export type {
  Admission,
  BreakerMetrics,
  BreakerState,
  CallOutcome,
  Permit,
  Rejection,
  TransitionListener,
} from './circuit-breaker/state.ts'
export {
  type CockatielOptions,
  like,
  type OpossumOptions,
  type PollyOptions,
  type Resilience4jOptions,
} from './circuit-breaker/like/index.ts'

export { HostHealth } from './health-check/host-health.ts'
export {
  checkHealthChecks,
  HEALTH_CHECK_DEFAULTS,
  type HealthCheckOptions,
  type HealthCheckSettings,
  healthCheckSettings,
} from './health-check/options.ts'

export {
  checkOutliers,
  OUTLIER_DEFAULTS,
  type OutlierOptions,
  type OutlierSettings,
} from './outlier-detection/options.ts'
export {
  type OutlierChange,
  OutlierDetector,
  type OutlierListener,
} from './outlier-detection/outlier-detector.ts'

export type { FixedWindowRule } from './rate-limiter/fixed-window.ts'
export type { LeakyBucketRule } from './rate-limiter/leaky-bucket.ts'
export { checkRateLimit, type RateLimitOptions } from './rate-limiter/options.ts'
export { RateLimiter } from './rate-limiter/rate-limiter.ts'
export type { SlidingCounterRule } from './rate-limiter/sliding-counter.ts'
export type { SlidingLogRule } from './rate-limiter/sliding-log.ts'
export type { TokenBucketRule } from './rate-limiter/token-bucket.ts'
export type { Quota } from './rate-limiter/windows.ts'

export type { RetryProgress } from './retry/backoff.ts'
export type { BucketRule } from './retry/budget/bucket-budget.ts'
export type { ConcurrencyRule } from './retry/budget/concurrency-budget.ts'
export type { CostRule } from './retry/budget/cost-budget.ts'
export { checkRetryBudget, retryBudget, type RetryBudgetOptions } from './retry/budget/options.ts'
export type { RatioRule } from './retry/budget/ratio-budget.ts'
export type { RetryBudget } from './retry/budget/retry-budget.ts'
export type { TokensRule } from './retry/budget/tokens-budget.ts'
export type { FailureKind, Retryable } from './retry/failures.ts'
export type { RetryAfterInstead, RetryHint } from './retry/hint.ts'
export { checkRetry, type Growth, type Jitter, type RetryOptions } from './retry/options.ts'
export { RETRY_DEFAULTS, type RetrySettings } from './retry/settings.ts'
export { Retry } from './retry/retry.ts'

export { fits } from './timeout/deadline.ts'

export { AdaptiveThrottle } from './adaptive-throttle/adaptive-throttle.ts'
export {
  checkThrottle,
  type EnvoyThrottleOptions,
  type GoZeroThrottleOptions,
  type SreThrottleOptions,
  type ThrottleFormula,
  type ThrottleOptions,
} from './adaptive-throttle/options.ts'

export { checkConcurrencyLimit } from './concurrency-limit/algorithms.ts'
export {
  ConcurrencyLimiter,
  type LoadOutcome,
  type Passage,
} from './concurrency-limit/concurrency-limiter.ts'
export type {
  AimdLimitOptions,
  ConcurrencyLimitOptions,
  EnvoyLimitOptions,
  Gradient2LimitOptions,
  LimitAlgorithmName,
  VegasLimitOptions,
} from './concurrency-limit/options.ts'

export { Hedge } from './hedge/hedge.ts'
export { checkHedge, type HedgeOptions } from './hedge/options.ts'

export type { DelayRule } from './shedding/codel.ts'
export { delayRule } from './shedding/delay-rule.ts'
export {
  checkShedding,
  type CodelLaw,
  type CodelOptions,
  type Eviction,
  lineSettings,
  type LineSettings,
  type QueueOrder,
  type SheddingOptions,
} from './shedding/options.ts'
export { WaitEstimate } from './shedding/wait-estimate.ts'
export { type Waiting, WaitingLine } from './shedding/waiting-line.ts'
