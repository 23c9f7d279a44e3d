/** The circuit breaker of resilience4j 2, for Java: its defaults and its ways. */
import { checked } from '../../../kernel/schema.ts'
import type { BreakerOptions } from '../options.ts'
import { asOurs } from './reading.ts'
import { type Resilience4jOptions, resilience4jSchema } from './resilience4j-options.ts'

const where = 'like.resilience4j'

/** What holds in resilience4j where the options say nothing. */
const DEFAULTS = Object.freeze({
  minimumNumberOfCalls: 100,
  slidingWindowSize: 100,
  permittedNumberOfCallsInHalfOpenState: 10,
  maxWaitDurationInHalfOpenState: 0,
  failureRateThreshold: 50,
  slowCallRateThreshold: 100,
  slowCallDurationThreshold: 60_000,
  waitDurationInOpenState: 60_000,
})

/**
 * A breaker that behaves as resilience4j does: failures or slow calls open it at their thresholds;
 * a call at exactly the end of the wait is still rejected; half-open the same thresholds decide
 * over the permitted calls; a call that outlives its state counts in the present one; and a window
 * of time is a ring of whole seconds.
 *
 * @returns plain options of a breaker, in milliseconds and shares
 * @throws UsageError naming every mistake in the options
 */
export function resilience4j(written: Resilience4jOptions = {}): BreakerOptions {
  const read = { ...DEFAULTS, ...checked(resilience4jSchema, written, where) }
  const minimum = read.minimumNumberOfCalls
  const size = read.slidingWindowSize
  const probes = read.permittedNumberOfCallsInHalfOpenState
  const window =
    read.slidingWindowType === 'TIME_BASED'
      ? { window: size * 1000, buckets: size, minimumCalls: minimum }
      : { lastCalls: size, minimumCalls: Math.min(minimum, size) }
  const isTimed = read.automaticTransitionFromOpenToHalfOpenEnabled === true
  const longest = read.maxWaitDurationInHalfOpenState
  const after = read.transitionToStateAfterWaitDuration === 'CLOSED' ? 'closed' : 'open'
  const ours = {
    ...window,
    failureRate: read.failureRateThreshold / 100,
    slowCallRate: read.slowCallRateThreshold / 100,
    slowCallDuration: read.slowCallDurationThreshold,
    openFor: read.waitDurationInOpenState,
    probes,
    decision: { after: Math.min(minimum, probes) },
    ...(isTimed ? { halfOpens: 'onTimer' as const } : { probesFrom: 'passed' as const }),
    ...(longest > 0 && ({ halfOpenFor: longest, afterHalfOpen: after } as const)),
    lateResults: 'applied',
  } as const
  return asOurs(ours, where)
}
