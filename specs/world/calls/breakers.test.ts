/** Circuit breakers on virtual time: they open, reject, probe and close at exact moments. */
import { call, crash, errors, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const breaker = { consecutive: 3, openFor: '2s' } as const

/** Ten requests, one a second, to a store that fails until some moment. */
function tenSeconds(until: '4.5s' | '6.5s') {
  const small = system('small', {
    users: once(call('db', { breaker }), { requests: 10 }),
    db: store({ time: '10ms' }),
  })
  return simulate(small, { for: '10s', trace: true, faults: [errors('db').from(0).until(until)] })
}

const states = (run: ReturnType<typeof tenSeconds>): [number, string, string][] =>
  run.on('users->db').breaker.map(({ at, from, to }) => [at, from, to])

describe('E1 a breaker', () => {
  it('opens with the third failure, probes after its time, and closes when that succeeds', () => {
    const run = tenSeconds('4.5s')
    expect(states(run)).toEqual([
      [2_000, 'closed', 'open'],
      [4_000, 'open', 'half-open'],
      [4_000, 'half-open', 'open'],
      [6_000, 'open', 'half-open'],
      [6_010, 'half-open', 'closed'],
    ])
  })

  it('rejects at once while it is open, and the callee hears nothing of it', () => {
    const run = tenSeconds('4.5s')
    expect(story(run)).toEqual([
      [0, 0, 'error'],
      [1_000, 1_000, 'error'],
      [2_000, 2_000, 'error'],
      [3_000, 3_000, 'rejected'],
      [4_000, 4_000, 'error'],
      [5_000, 5_000, 'rejected'],
      [6_000, 6_010, 'ok'],
      [7_000, 7_010, 'ok'],
      [8_000, 8_010, 'ok'],
      [9_000, 9_010, 'ok'],
    ])
    expect(run.at('db').issued).toBe(8)
    expect(run.on('users->db').reasons).toEqual([
      { because: '500', count: 4 },
      { because: 'circuit breaker open', count: 2 },
    ])
  })

  it('does not count its own rejections: it opens again only for what the callee did', () => {
    expect(states(tenSeconds('6.5s')).filter(([, , to]) => to === 'open')).toEqual([
      [2_000, 'closed', 'open'],
      [4_000, 'half-open', 'open'],
      [6_000, 'half-open', 'open'],
    ])
  })

  it('is told of as facts, in order', () => {
    const run = tenSeconds('4.5s')
    expect(run.facts('breaker')).toEqual(run.on('users->db').breaker)
  })

  it('opens by failure rate once enough calls were made', () => {
    const small = system('small', {
      users: once(
        call('db', {
          breaker: { window: '10s', failureRate: '50%', minimumCalls: 4, openFor: '1s' },
        }),
        { requests: 8 },
      ),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '8s', faults: [errors('db').from('1.5s').forever()] })
    // ok at 0 and 1 s, failed at 2 and 3 s: two of four.
    expect(run.on('users->db').breaker[0]).toMatchObject({ at: 3_000, to: 'open' })
  })

  it('of a time-out opens when it runs out', () => {
    const small = system('small', {
      users: once(call('db', { timeout: '100ms', breaker: { consecutive: 2, openFor: '1m' } }), {
        requests: 4,
      }),
      db: store({ time: '5s' }),
    })
    const run = simulate(small, { for: '4s', trace: true })
    expect(run.on('users->db').breaker).toMatchObject([{ at: 1_100, to: 'open' }])
    expect(story(run).map(([, , outcome]) => outcome)).toEqual([
      'timeout',
      'timeout',
      'rejected',
      'rejected',
    ])
  })
})

describe('E1 each replica of the caller', () => {
  const replicated = system('replicated', {
    users: once('web', { requests: 8 }),
    web: service({
      replicas: 2,
      handle: call('db', { breaker: { consecutive: 2, openFor: '1h' } }),
    }),
    db: store({ time: '10ms' }),
  })

  it('has a breaker of its own', () => {
    const run = simulate(replicated, { for: '8s', faults: [errors('db')] })
    expect(run.on('web->db').breaker).toMatchObject([
      { at: 2_000, replica: 0, to: 'open' },
      { at: 3_000, replica: 1, to: 'open' },
    ])
    expect(run.at('db').issued).toBe(4)
  })

  it('has a closed one again after it crashed', () => {
    const faults = [errors('db').for('3.5s'), crash('web#0').at('4.5s').for('1s')]
    const run = simulate(replicated, { for: '8s', trace: true, faults })
    expect(run.on('web->db').breaker.at(-1)).toMatchObject({ at: 5_500, replica: 0, to: 'closed' })
    expect(story(run).at(6)).toEqual([6_000, 6_010, 'ok'])
    expect(story(run).at(7)).toEqual([7_000, 7_000, 'error'])
  })
})

describe('E1 a retry under a breaker', () => {
  it('does not try again what its breaker rejects', () => {
    const small = system('small', {
      users: once(
        call('db', { retry: { attempts: 5 }, breaker: { consecutive: 2, openFor: '1h' } }),
      ),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '10s', trace: true, faults: [errors('db')] })
    expect(run.on('users->db').attempts.issued).toBe(2)
    expect(story(run)).toEqual([[0, 300, 'rejected']])
    expect(counts(run.at('db').outcomes)).toEqual({ error: 2 })
  })
})
