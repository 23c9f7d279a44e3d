/** The policies and sizes of a call as the engine takes them. */
import type { Distribution, Zipf } from '../../kernel/distributions/index.ts'
import type { Ms } from '../../kernel/units.ts'
import type {
  BreakerOptions,
  BulkheadOptions,
  ConcurrencyLimitOptions,
  HedgeOptions,
  RateLimitOptions,
  RetryOptions,
  ThrottleOptions,
} from '../../policies/index.ts'
import type { StepData } from '../data.ts'
import type { BulkheadSpec, RateLimitSpec } from './policies.ts'

/** A rate limit of calls, by replica of the caller or by all of them. */
export type RateLimitData = RateLimitOptions & Pick<RateLimitSpec, 'scope'>

/** A bulkhead of calls; those of one component that name a pool share it. */
export type BulkheadData = BulkheadOptions & Pick<BulkheadSpec, 'pool'>

/** Policies and sizes of a call. */
export type CallPolicy = {
  readonly timeoutMs: Ms
  readonly deadlineMs: Ms
  readonly rateLimit: RateLimitData | null
  readonly bulkhead: BulkheadData | null
  readonly limit: ConcurrencyLimitOptions | null
  readonly throttle: ThrottleOptions | null
  /** Then the attempts of this call are those of `inner`, several of which may race. */
  readonly hedge: HedgeOptions | null
  readonly retry: RetryOptions | null
  readonly breaker: BreakerOptions | null
  readonly optional: boolean
  readonly fallback: 'value' | readonly StepData[] | null
  /** How old the last good answer may be that stands in before that; null for none. */
  readonly lastGoodMs: Ms | null
  readonly cancel: boolean
  /** Null: as the system says. */
  readonly propagate: boolean | null
  /** Of which keys each call has one, for a callee that chooses by key. */
  readonly key: number | Zipf | null
  /** What the attempts of this call are, when they have policies of their own: one layer more. */
  readonly inner: CallPolicy | null
  readonly requestBytes: SizeData
  readonly responseBytes: SizeData
}

/** A number of bytes, or the law that draws it. */
export type SizeData = number | Distribution
