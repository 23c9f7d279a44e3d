/** Caches: hits, misses, ages, room for so many, and what a crash takes away. */
import { cache, cached, call, clients, crash, service, simulate, store, system } from 'gameday'
import type { CachedOptions, Duration, Fault, Rate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Asked = { readonly requests: number; readonly rate: Rate; readonly capacity?: number }
type Keys = Pick<CachedOptions, 'key' | 'ttl' | 'hitRatio'>
type Played = {
  readonly for: Duration
  readonly faults?: readonly Fault[]
  readonly warmUp?: Duration
}

/** A service that asks a cache (1 ms), and on a miss a store (10 ms). */
function asked(keys: Keys, { requests, rate, capacity = 100 }: Asked, played: Played) {
  const { warmUp = '30s', faults = [], ...options } = played
  const small = system('small', {
    users: once('web', { rate, requests }),
    web: service({ handle: cached('sessions', { ...keys, miss: call('db') }) }),
    sessions: cache({ capacity, latency: '1ms', warmUp }),
    db: store({ time: '10ms' }),
  })
  return simulate(small, { trace: true, ...options, faults: faults as Fault<'sessions'>[] })
}

const latencies = (run: ReturnType<typeof asked>): number[] =>
  story(run).map(([at, until]) => until - at)

describe('A3 a cache', () => {
  it('knows what it was asked before', () => {
    const run = asked({ key: 1 }, { requests: 4, rate: '1/s' }, { for: '4s' })
    expect(latencies(run)).toEqual([11, 1, 1, 1])
  })

  it('counts a miss as a normal answer, and nobody as degraded', () => {
    const run = asked({ key: 1 }, { requests: 2, rate: '1/s' }, { for: '4s' })
    expect(run.requests().outcomes.ok).toBe(2)
    expect([run.at('sessions').issued, run.at('db').issued]).toEqual([2, 1])
  })

  it('forgets an entry at exactly the end of its life', () => {
    // Filled at 11 ms; asked again at 1, 2, 3 s, and looked up 1 ms later.
    const lives = (ttl: Duration): number[] =>
      latencies(asked({ key: 1, ttl }, { requests: 4, rate: '1/s' }, { for: '4s' }))
    expect(lives('990ms')).toEqual([11, 11, 11, 11])
    expect(lives('1990ms')).toEqual([11, 1, 11, 1])
    expect(lives('1990.5ms')).toEqual([11, 1, 1, 11])
  })

  it('lets everybody miss who asks before the first answer is there', () => {
    const run = asked({ key: 1 }, { requests: 20, rate: '1000/s' }, { for: '1s' })
    // Filled at 11 ms: whoever asked from 0 to 10 looks it up before that, if only just.
    expect(latencies(run).filter(latency => latency === 11).length).toBe(11)
  })

  it('hits more often, the more of the keys it holds', () => {
    const hits = (capacity: number): number => {
      const run = asked({ key: 100 }, { requests: 20_000, rate: '50/s', capacity }, { for: '400s' })
      return 1 - run.at('db').issued / 20_000
    }
    // Uniform keys under LRU hit in capacity / keys of all cases, once the cache is full.
    expect(hits(50)).toBeCloseTo(0.5, 1)
    expect(hits(10)).toBeCloseTo(0.1, 1)
    expect(hits(100)).toBe(1 - 100 / 20_000)
  })

  it('makes room by dropping what was used least recently', () => {
    const one = cached('sessions', { key: 1, miss: call('db') })
    const other = cached('sessions', { key: 1, miss: call('db') })
    const third = cached('sessions', { key: 1, miss: call('db') })
    const small = system('small', {
      users: once('web'),
      web: service({ handle: [one, other, one, third, one, other] }),
      sessions: cache({ capacity: 2, latency: '1ms' }),
      db: store({ time: '10ms' }),
    })
    // Each step asks for keys of its own, so all six miss: 6 × (1 + 10).
    expect(latencies(simulate(small, { for: '1s', trace: true }))).toEqual([66])
  })

  it('has the share of hits it is told', () => {
    const run = asked({ hitRatio: '90%' }, { requests: 10_000, rate: '1000/s' }, { for: '10s' })
    // 10,000 draws of 10 %: four standard deviations are 120.
    expect(Math.abs(run.at('db').issued - 1_000)).toBeLessThan(120)
  })

  it('always knows with a ratio of 1, and never with 0', () => {
    const misses = (hitRatio: number): number =>
      asked({ hitRatio }, { requests: 50, rate: '100/s' }, { for: '1s' }).at('db').issued
    expect([misses(1), misses(0)]).toEqual([0, 50])
  })
})

describe('C1 a cache that crashed', () => {
  const faults = [crash('sessions', { refuse: true }).at('2.5s').for('1s')]

  it('is a miss while it is down, and empty afterwards', () => {
    const run = asked({ key: 1 }, { requests: 6, rate: '1/s' }, { for: '6s', faults })
    // At 3 s it refuses at once, and the answer of the store cannot be kept.
    expect(latencies(run)).toEqual([11, 1, 1, 10, 11, 1])
  })

  it('comes back to its declared ratio bit by bit', () => {
    const run = asked(
      { hitRatio: 1 },
      { requests: 20_000, rate: '1000/s' },
      { for: '20s', faults, warmUp: '10s' },
    )
    const misses = (from: Duration, to: Duration): number =>
      run.at('db', { between: [from, to] }).issued
    expect(misses(0, '2.5s')).toBe(0)
    // A thousand while it is down, and the one question it was answering when it crashed.
    expect(misses('2.5s', '3.5s')).toBe(1_001)
    // From 3.5 s to 13.5 s the ratio climbs from 0 to 1: half of 10,000 miss.
    expect(Math.abs(misses('3.5s', '14s') - 5_000)).toBeLessThan(250)
    expect(misses('14s', '20s')).toBe(0)
  })

  it('leaves its callers waiting when it crashes in silence, unless they have a time-out', () => {
    const small = system('small', {
      users: once('web', { timeout: '1s' }),
      web: service({
        handle: cached('sessions', { key: 1, timeout: '20ms', miss: call('db') }),
      }),
      sessions: cache({ latency: '1ms' }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '1s', trace: true, faults: [crash('sessions')] })
    expect(story(run)).toEqual([[0, 30, 'ok']])
  })
})

describe('a cache asked because another had missed', () => {
  it('leaves the first its own key', () => {
    const asked = { key: 1, miss: cached('second', { key: 1, miss: call('db') }) }
    const two = system('two', {
      users: clients({ rate: '10/s', arrivals: 'steady', requests: 10, call: 'web' }),
      web: service({ handle: cached('first', asked) }),
      first: cache({ replicas: 3 }),
      second: cache(),
      db: store({ time: 1 }),
    })
    const run = simulate(two, { for: '1s' })
    expect([run.at('first').issued, run.at('second').issued, run.at('db').issued]).toEqual([
      10, 1, 1,
    ])
  })
})
