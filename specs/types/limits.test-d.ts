/** What compiles of limits: one algorithm each, in the units of whoever reads them. */
import { expectTypeOf } from 'expect-type'
import type { BulkheadSpec, CallOptions, IntakeLimitSpec, RateLimitSpec, RetrySpec } from 'gameday'
import type { RateLimitOptions } from 'gameday/policies'
import { describe, it } from 'vitest'

const rate = '100/s'
const ofMachine = { rate, maxWait: 500 } as const

describe('a rate limit', () => {
  it('is one algorithm, with what belongs to it', () => {
    expectTypeOf({ rate, burst: 20, start: 'empty', maxWait: '1s' } as const).toExtend<Limit>()
    expectTypeOf({ limit: 100, window: '1s', aligned: 'epoch' } as const).toExtend<Limit>()
    expectTypeOf({ algorithm: 'leakyBucket', rate, scope: 'global' } as const).toExtend<Limit>()
    expectTypeOf({ algorithm: 'leaky', rate } as const).not.toExtend<Limit>()
    expectTypeOf({ algorithm: 'slidingLog', rate } as const).not.toExtend<Limit>()
    // @ts-expect-error a leaky bucket has no burst
    void ({ algorithm: 'leakyBucket', rate, burst: 20 } satisfies Limit)
    // @ts-expect-error a sliding counter promises no place to wait for
    void ({ algorithm: 'slidingCounter', limit: 1, window: '1s', maxWait: 5 } satisfies Limit)
  })

  it('says per what, also to a machine, whose times are milliseconds', () => {
    expectTypeOf({ rate: 100 }).not.toExtend<Limit>()
    expectTypeOf(ofMachine).toExtend<RateLimitOptions>()
    expectTypeOf({ rate: 0.1 }).not.toExtend<RateLimitOptions>()
  })

  it('has nobody wait at a component, which tells its callers apart', () => {
    expectTypeOf({ rate, per: 'client', scope: 'global' } as const).toExtend<IntakeLimitSpec>()
    expectTypeOf({ rate, maxWait: '1s' } as const).not.toExtend<IntakeLimitSpec>()
    // @ts-expect-error a call has one caller
    void ({ rate, per: 'client' } satisfies Limit)
  })
})

describe('bulkheads and retry budgets', () => {
  it('are of certain kinds', () => {
    const pool = { kind: 'connectionPool', limit: 10, setUp: '30ms', pool: 'db' } as const
    expectTypeOf(pool).toExtend<BulkheadSpec>()
    expectTypeOf({ kind: 'thread', limit: 10 } as const).not.toExtend<BulkheadSpec>()
    expectTypeOf({ budget: { ratio: '20%', ttl: '10s' } } as const).toExtend<RetrySpec>()
    expectTypeOf({ budget: { kind: 'tokens', maxTokens: 10 } } as const).toExtend<RetrySpec>()
    expectTypeOf({ budget: { kind: 'grpc' } } as const).not.toExtend<RetrySpec>()
  })
})

type Limit = RateLimitSpec & NonNullable<CallOptions['rateLimit']>
