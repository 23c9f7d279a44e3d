/** Policies of calls drawn at random, in the usual order or in layers, and doors of components. */
import fc from 'fast-check'
import { type CallOptions, like } from 'gameday'
import type { PolicyName } from '../../../src/declare/calls/call-policies.ts'
import { maybe, withoutGaps } from './gaps.ts'

type Options = CallOptions<string>
type Some<K extends keyof Options> = fc.Arbitrary<NonNullable<Options[K]>>

const budget = fc.constantFrom(
  { ratio: 0.2, minPerSecond: 0 },
  { kind: 'tokens', maxTokens: 3 },
  { kind: 'cost', capacity: 20 },
  { kind: 'bucket', deposit: 0.5, capacity: 3, initial: 1 },
  { ratio: 2 },
  { kind: 'concurrency', share: 0.2, minConcurrency: 1 },
)

const retry: Some<'retry'> = fc
  .record({
    attempts: fc.constantFrom(2, 3),
    base: maybe(fc.constantFrom(0, 10, 100)),
    jitter: maybe(fc.constantFrom('none', 'full', 'decorrelated')),
    on: maybe(fc.constant(['error', 'timeout', 'rejected', 'open'])),
    bases: maybe(fc.constant({ rejected: 30, 503: 50 })),
    retryAfter: maybe(fc.constantFrom('aws', 'grpc', { most: 40, beyond: 'givesUp' })),
    budget: maybe(budget),
  })
  .map(withoutGaps) as Some<'retry'>

const breaker: Some<'breaker'> = fc.oneof(
  fc.record({ consecutive: fc.constantFrom(1, 3), openFor: fc.constantFrom(20, 300) }),
  fc.record({
    window: fc.constantFrom(100, 500),
    failureRate: fc.constantFrom(0.2, 0.5),
    minimumCalls: fc.constantFrom(1, 5),
    openFor: fc.constantFrom(50, 400),
    probes: fc.constantFrom(1, 3),
  }),
  fc.constantFrom({
    lastCalls: 4,
    failureRate: 0.5,
    shareOf: 'capacity',
    openFor: 50,
    probes: 3,
    decision: { successes: 2 },
  } as const),
  fc.constantFrom(
    like.opossum({ timeout: 40, resetTimeout: 100 }),
    like.cockatiel({ breaker: 2, halfOpenAfter: 60 }),
    like.polly({ minimumThroughput: 2, breakDuration: '500ms' }),
    like.resilience4j({
      slidingWindowSize: 5,
      minimumNumberOfCalls: 2,
      waitDurationInOpenState: 60,
      permittedNumberOfCallsInHalfOpenState: 2,
    }),
  ),
)

const rateLimit = fc.constantFrom(
  { rate: '60/s', burst: 2, maxWait: 40 },
  { algorithm: 'leakyBucket', rate: '100/s', maxWait: 30, scope: 'global' },
  { limit: 3, window: 50, maxWait: 70 },
  { algorithm: 'slidingLog', limit: 2, window: 30, scope: 'global' },
  { algorithm: 'slidingCounter', limit: 4, window: 60 },
) as Some<'rateLimit'>

const bulkhead: Some<'bulkhead'> = fc.constantFrom(
  { limit: 1, queue: 3 },
  { limit: 2, queue: 1, maxWait: 20, whenFull: 'dropOldest' },
  { kind: 'threadPool', limit: 2, queue: 4, pool: 'threads' },
  { kind: 'connectionPool', limit: 2, setUp: 7, maxWait: 30, pool: 'lines' },
  { kind: 'process', limit: 3 },
)

const limit = fc.constantFrom(
  { algorithm: 'aimd', initial: 2, min: 1, max: 5, timeout: 50 },
  { algorithm: 'vegas', initial: 3, max: 20, alpha: 2, beta: 4, decrease: 2 },
  { algorithm: 'gradient2', initial: 4, min: 1, max: 20 },
  { algorithm: 'envoy', min: 2, minRttRequests: 5, updateEvery: 50, minRttEvery: 200 },
) as Some<'limit'>

const throttle = fc.constantFrom(
  { k: 1.2, window: 200, buckets: 4 },
  { formula: 'goZero', window: 500, buckets: 5, protection: 1 },
  { formula: 'envoy', window: 300, buckets: 3 },
) as Some<'throttle'>

const hedge: Some<'hedge'> = fc.constantFrom(
  { after: 0, most: 2 },
  { after: 4, most: 2, on: ['error', 'timeout', 'rejected'] },
  { after: 'p90', minimumCalls: 3, budget: 0.5 },
  { after: 'failure', most: 3 },
)

/** What stands in, or the last good answer before that. */
const fallbackFrom = (standIn: fc.Arbitrary<object>): Some<'fallback'> =>
  fc.oneof(
    standIn,
    fc.constant({ lastGood: 60 }),
    standIn.map(otherwise => ({ lastGood: 30, otherwise })),
  ) as Some<'fallback'>

/** Every policy, by its name. */
const policies = (
  stands: fc.Arbitrary<object>,
): { readonly [K in PolicyName]: fc.Arbitrary<unknown> } => ({
  fallback: fallbackFrom(stands),
  deadline: fc.constantFrom(20, 100, 400),
  rateLimit,
  bulkhead,
  limit,
  throttle,
  hedge,
  retry,
  breaker,
  timeout: fc.constantFrom(5, 30, 150),
})

/** The policies in the usual order. */
const beside = (stands: fc.Arbitrary<object>): fc.Arbitrary<Options> => {
  const all = policies(stands)
  const each = Object.fromEntries(
    Object.entries(all).map(([name, drawn]) => [
      name,
      fc.option(drawn, { nil: undefined, freq: 1 }),
    ]),
  )
  return fc.record(each).map(withoutGaps) as fc.Arbitrary<Options>
}

/** The policies in any order, and more than once. */
const inLayers = (stands: fc.Arbitrary<object>): fc.Arbitrary<Options> => {
  const entries = Object.entries(policies(stands)).map(([name, drawn]) =>
    drawn.map(value => ({ [name]: value })),
  )
  return fc
    .array(fc.oneof(...entries), { minLength: 1, maxLength: 6 })
    .map(policies => ({ policies }) as unknown as Options)
}

/**
 * What a caller may say of a call.
 *
 * @param stands what may stand in for it
 */
export const drawnCallOptions = (stands: fc.Arbitrary<object>): fc.Arbitrary<Options> =>
  fc
    .tuple(
      fc.oneof(beside(stands), inLayers(stands)),
      fc.record({
        optional: maybe(fc.boolean()),
        cancel: maybe(fc.boolean()),
        propagate: maybe(fc.boolean()),
        request: maybe(fc.constant(1_000)),
      }),
    )
    .map(([ordered, rest]): Options => ({ ...ordered, ...withoutGaps(rest) }))

/** What a component may have at its entrance. */
export const doors = {
  rateLimit: maybe(
    fc.constantFrom(
      { rate: '80/s', burst: 3 },
      { limit: 3, window: 40, per: 'client' },
      { rate: '50/s', burst: 2, scope: 'global' },
    ),
  ),
  limit: maybe(
    fc.constantFrom(
      { algorithm: 'vegas', initial: 3, max: 20 },
      { algorithm: 'aimd', initial: 1, min: 1, max: 5 },
    ),
  ),
  shedding: maybe(
    fc.constantFrom(
      { order: 'lifo', queueTimeout: 30 },
      { order: 'priority', evict: 'leastImportant', codel: { target: 2, interval: 20 } },
      { order: 'priority', preemptive: true, queueTimeout: 40 },
      { expectedWait: 20, heedDeadline: true },
      { evict: 'random', codel: { target: 3, interval: 30, law: 'rfc8289' } },
    ),
  ),
} as const
