/** Fills that several askers share, and what becomes of them when one fails or is lost. */
import {
  cache,
  cached,
  call,
  crash,
  errors,
  type Fault,
  service,
  simulate,
  store,
  system,
  work,
} from 'gameday'
import type { CachedOptions, Duration, Rate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

type Played = Pick<CachedOptions, 'coalesce' | 'key' | 'ttl'> & {
  readonly requests?: number
  readonly rate?: Rate
  readonly replicas?: number
  readonly timeout?: Duration
  readonly cancel?: boolean
  readonly faults?: readonly Fault<'web#0' | 'sessions' | 'db'>[]
}

/** A request each millisecond asks a cache (at once), and on a miss a store (10 ms). */
function asked(written: Played) {
  const { requests = 5, rate = '1000/s', replicas = 1, faults = [], cancel, ...rest } = written
  const { timeout = '1s', key = 1, ...keys } = rest
  const small = system('small', {
    users: once(call('web', { timeout, cancel }), { rate, requests }),
    web: service({ replicas, handle: cached('sessions', { key, ...keys, miss: call('db') }) }),
    sessions: cache({ latency: 0 }),
    db: store({ time: '10ms' }),
  })
  return simulate(small, { for: '1s', trace: true, faults: [...faults] })
}

const ends = (run: ReturnType<typeof asked>): number[] => story(run).map(([, until]) => until)

describe('E10 coalescing', () => {
  it('without it everybody fills who misses', () => {
    const run = asked({})
    expect(ends(run)).toEqual([10, 11, 12, 13, 14])
    expect(run.at('db').issued).toBe(5)
  })

  it('makes one fill for all who miss meanwhile, and they wait for it', () => {
    const run = asked({ coalesce: true })
    expect(ends(run)).toEqual([10, 10, 10, 10, 10])
    expect(attemptsOf(run, 'web->db')).toEqual([[0, 10, 'ok']])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 5 })
  })

  it('fills each key for itself', () => {
    const run = asked({ coalesce: true, key: 1_000, requests: 50 })
    const { outcomes } = run.requests()
    expect(counts(outcomes)).toEqual({ ok: 50 })
    // Of 50 draws from 1,000 keys about one is a pair: 50 · 49 / 2,000.
    expect(run.at('db').issued).toBeGreaterThan(45)
  })

  it('is over all replicas of the caller, or for each of them', () => {
    const fills = (coalesce: true | 'perReplica'): number =>
      asked({ coalesce, replicas: 3, requests: 9 }).at('db').issued
    expect([fills(true), fills('perReplica')]).toEqual([1, 3])
  })

  it('begins anew when the entry has expired', () => {
    const run = asked({ coalesce: true, ttl: '100ms', requests: 250 })
    // Filled at 10, and again 100 ms after each fill: asked at 110, filled at 120, …
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 110, 220])
  })

  it('shares a failure, too', () => {
    const run = asked({ coalesce: true, faults: [errors('db', { code: 418 }).at(0).for('1ms')] })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 4, error: 1 })
    const late = asked({ coalesce: true, faults: [crash('db', { refuse: true }).at('5ms')] })
    expect(ends(late)).toEqual([5, 5, 5, 5, 5])
    expect(counts(late.requests().outcomes)).toEqual({ error: 5 })
  })

  it('goes on when the one who began it has left', () => {
    const run = asked({ coalesce: true, timeout: '9.5ms', cancel: true })
    // The first gives up at 9.5 ms, half a millisecond early; the others have their answer.
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['timeout', 'ok', 'ok', 'ok', 'ok'])
    expect(run.at('db').outcomes.ok).toBe(1)
  })

  it('starts again elsewhere when its replica crashes', () => {
    const faults = [crash('web#0', { refuse: true }).at('5ms')]
    const run = asked({ coalesce: true, replicas: 2, requests: 4, faults })
    // Requests 0 and 2 are lost with replica 0; those at replica 1 fill from 5 ms on.
    expect(story(run)).toEqual([
      [0, 5, 'error'],
      [1, 15, 'ok'],
      [2, 5, 'error'],
      [3, 15, 'ok'],
    ])
    expect(run.at('db').issued).toBe(2)
  })

  it('tries without the cache while that is down, one at a time', () => {
    const run = asked({ coalesce: true, faults: [crash('sessions', { refuse: true })] })
    expect(ends(run)).toEqual([10, 10, 10, 10, 10])
    expect(run.at('db').issued).toBe(1)
  })
})

describe('E10 a fill that is not shared', () => {
  it('stops with the only one who waits for it', () => {
    const handle = cached('sessions', {
      key: 1,
      negativeTtl: '1s',
      miss: [call('db'), work('1ms')],
    })
    const small = system(
      'small',
      {
        users: once(call('web', { timeout: '5ms' })),
        web: service({ handle }),
        sessions: cache({ latency: 0 }),
        db: store({ time: '10ms' }),
      },
      { propagateDeadlines: true },
    )
    const run = simulate(small, { for: '1s' })
    expect(counts(run.at('db').outcomes)).toEqual({ cancelled: 1 })
    expect(counts(run.on('web->db').outcomes)).toEqual({ cancelled: 1 })
  })

  it('counts its work as that of whoever asked', () => {
    const handle = cached('sessions', { key: 1, coalesce: true, miss: work('7ms') })
    const small = system('small', {
      users: once('web', { rate: '1000/s', requests: 3 }),
      web: service({ handle }),
      sessions: cache({ latency: 0 }),
    })
    const { working } = simulate(small, { for: '1s' }).at('web')
    expect(working.mean).toBeCloseTo(7 / 3, 9)
  })
})
