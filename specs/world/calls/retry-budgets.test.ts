/** Retry budgets on virtual time: what all calls of a replica may spend on retries together. */
import { call, crash, errors, service, simulate, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once } from '../support/story.ts'

type Budget = NonNullable<NonNullable<CallOptions['retry']>['budget']>

/** Requests at equal distances to a store that fails, each retried twice at most. */
function failing(budget: Budget, { replicas = 1, errorRate = 1 } = {}) {
  const retry = { attempts: 3, base: '1ms', backoff: 'constant', budget } as const
  const small = system('small', {
    users: once(call('api'), { rate: '100/s', requests: 100 }),
    api: service({ replicas, handle: call('db', { retry }) }),
    db: store({ time: 0, errorRate }),
  })
  return simulate(small, { for: '10s' })
}

const retriesIn = (run: ReturnType<typeof failing>): number => {
  const { issued, attempts } = run.on('api->db')
  return attempts.issued - issued
}

describe('E3 a retry budget', () => {
  it('by ratio lets one in five calls be retried, and a few a second besides', () => {
    expect(retriesIn(failing({ ratio: '20%', minPerSecond: 0 }))).toBe(20)
    expect(retriesIn(failing({ ratio: '20%', minPerSecond: 1, ttl: '10s' }))).toBe(30)
    expect(retriesIn(failing({ ratio: 1, minPerSecond: 1000 }))).toBe(200)
  })

  it('counts the retries it has refused', () => {
    const run = failing({ ratio: '20%', minPerSecond: 0 })
    // Each call ends when it is refused one: its first, or the second after a first that failed.
    expect(run.on('api->db').counts['retries refused']).toBe(100)
    expect(run.on('api->db').outcomes.error).toBe(100)
  })

  it('of tokens stops when half of them are gone, and 10 successes bring one back', () => {
    const tokens = { kind: 'tokens', maxTokens: 10, tokenRatio: 0.1 } as const
    // The first call takes three attempts, the second two: then 5 of 10 are left.
    expect(retriesIn(failing(tokens))).toBe(3)
  })

  it('by cost buys 50 retries of 500', () => {
    expect(retriesIn(failing({ kind: 'cost' }))).toBe(50)
    expect(retriesIn(failing({ kind: 'cost', capacity: 100, cost: 14 }))).toBe(7)
  })

  it('of concurrency has no more than so many waiting for a retry or making one', () => {
    const retry = {
      attempts: 2,
      base: '100ms',
      budget: { kind: 'concurrency', share: '20%', minConcurrency: 2 },
    } as const
    const small = system('small', {
      users: once(call('db', { retry }), { rate: '1000/s', requests: 5 }),
      db: store({ time: 0 }),
    })
    const run = simulate(small, { for: '1s', trace: true, faults: [errors('db')] })
    expect(attemptsOf(run, 'users->db').map(([at]) => at)).toEqual([0, 1, 2, 3, 4, 100, 101])
  })

  it('takes back what was granted to a call that is given up before its retry', () => {
    const retry = {
      attempts: 2,
      base: '100ms',
      budget: { kind: 'concurrency', share: 0, minConcurrency: 1 },
    } as const
    const small = system('small', {
      users: once(call('api', { timeout: '50ms', cancel: true }), { rate: '10/s', requests: 3 }),
      api: service({ handle: call('db', { retry }) }),
      db: store({ time: 0 }),
    })
    const run = simulate(small, { for: '1s', faults: [errors('db')] })
    expect(run.on('api->db').counts).toEqual({})
    expect(run.on('api->db').outcomes.cancelled).toBe(3)
  })

  it('is one for each replica, and new with each process', () => {
    const budget = { kind: 'cost', capacity: 20 } as const
    expect(retriesIn(failing(budget))).toBe(2)
    expect(retriesIn(failing(budget, { replicas: 3 }))).toBe(6)
    const retry = { attempts: 3, base: '1ms', budget } as const
    const small = system('small', {
      users: once(call('api'), { rate: '100/s', requests: 100 }),
      api: service({ handle: call('db', { retry }) }),
      db: store({ time: 0 }),
    })
    const run = simulate(small, {
      for: '1s',
      faults: [errors('db'), crash('api').at('495ms').for('1ms')],
    })
    expect(run.on('api->db').attempts.issued - run.on('api->db').issued).toBe(4)
  })

  it('costs nothing while all is well', () => {
    const run = failing({ ratio: 0.2 }, { errorRate: 0 })
    expect([retriesIn(run), run.on('api->db').outcomes.ok]).toEqual([0, 100])
  })

  it('of nothing is a mistake', () => {
    expect(() => failing({ ratio: 0, minPerSecond: 0 })).toThrow(/so none is ever granted/)
    expect(() => failing({ kind: 'cost', capacity: 4 })).toThrow(/there is never more than 4/)
  })
})

describe('E3 an error that says when to come again', () => {
  const begins = (retryAfter: 'ignore' | 'aws' | 'grpc') => {
    const retry = { attempts: 3, base: '100ms', retryAfter } as const
    const small = system('small', {
      users: once(call('db', { retry })),
      db: store({ time: 0 }),
    })
    const fault = errors('db', { code: 503, retryAfter: '1s' }).from(0).until('500ms')
    const run = simulate(small, { for: '10s', trace: true, faults: [fault] })
    return attemptsOf(run, 'users->db').map(([at]) => at)
  }

  it('is heeded by the rules of AWS or gRPC, or not at all', () => {
    expect(begins('ignore')).toEqual([0, 100, 300])
    expect(begins('aws')).toEqual([0, 1_000])
    expect(begins('grpc')).toEqual([0, 1_000])
  })
})
