/**
 * Resilience policies as pure state machines: time and chance are handed in, a decision comes out.
 * The simulator drives them on virtual time; they serve a real server just as well.
 *
 * @module gameday/policies
 */
export { Balancer, NO_SERVER } from './balancing/balancer.ts'
export { type BalancingName, type BalancingOptions, checkBalancing } from './balancing/options.ts'

export { CircuitBreaker } from './circuit-breaker/circuit-breaker.ts'
export type { ConsecutiveRule } from './circuit-breaker/consecutive-failures.ts'
export { type BreakerOptions, checkBreaker, type Recovery } from './circuit-breaker/options.ts'
export type {
  Admission,
  BreakerMetrics,
  BreakerState,
  CallOutcome,
  Permit,
  Rejection,
  TransitionListener,
} from './circuit-breaker/state.ts'
export type { TimeWindowRule } from './circuit-breaker/time-window.ts'

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

export type { RetryProgress } from './retry/backoff.ts'
export {
  checkRetry,
  type FailureKind,
  type Growth,
  type Jitter,
  RETRY_DEFAULTS,
  type Retryable,
  type RetryOptions,
  type RetrySettings,
} from './retry/options.ts'
export { Retry } from './retry/retry.ts'

export { expired, fits, NO_DEADLINE, remaining } from './timeout/deadline.ts'
export { checkTimeout, type TimeoutOptions } from './timeout/options.ts'
export { Timeout } from './timeout/timeout.ts'
