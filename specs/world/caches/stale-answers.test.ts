/** Old answers: served while a new one is fetched, or when none can be had; and kept failures. */
import {
  cache,
  cached,
  call,
  crash,
  errors,
  type Fault,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import type { CachedOptions, Rate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

type Keys = Pick<CachedOptions, 'ttl' | 'staleFor' | 'staleIfError' | 'negativeTtl' | 'coalesce'>
type Load = {
  readonly requests?: number
  readonly rate?: Rate
  readonly faults?: readonly Fault<'db' | 'sessions'>[]
}

/** A request every 100 ms asks a cache (at once), and on a miss a store (10 ms). */
function asked(keys: Keys, { requests = 10, rate = '10/s', faults = [] }: Load = {}) {
  const small = system('small', {
    users: once('web', { rate, requests }),
    web: service({ handle: cached('sessions', { key: 1, ...keys, miss: call('db') }) }),
    sessions: cache({ latency: 0 }),
    db: store({ time: '10ms' }),
  })
  return simulate(small, { for: '1s', trace: true, faults: [...faults] })
}

const latencies = (run: ReturnType<typeof asked>): number[] =>
  story(run).map(([at, until]) => until - at)
const outcomes = (run: ReturnType<typeof asked>): string[] =>
  story(run).map(([, , outcome]) => outcome)

describe('E10 stale while revalidate', () => {
  const keys = { ttl: '250ms', staleFor: '500ms' } as const

  it('serves the old answer at once, and fetches a new one behind it', () => {
    const run = asked(keys)
    // Filled at 10 ms; stale from 260 ms on, so asked again at 300, filled at 310; at 600, 610.
    expect(latencies(run)).toEqual([10, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 300, 600, 900])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 10 })
  })

  it('has one fetch at a time for each key', () => {
    const run = asked(keys, { requests: 100, rate: '1000/s' })
    expect(run.at('db').issued).toBe(10) // who misses in the first 10 ms fills, all of them
    const later = asked({ ...keys, coalesce: true }, { requests: 400, rate: '1000/s' })
    expect(attemptsOf(later, 'web->db').map(([at]) => at)).toEqual([0, 260])
  })

  it('leaves the fetch out of the time of whoever was served', () => {
    const run = asked(keys, { requests: 4 })
    expect(run.breakdown(3)).toMatchObject({ working: 0 })
    expect(run.trace(3).attempts[0].calls[1]).toMatchObject({
      call: 'web->db',
      isBackground: true,
    })
  })

  it('goes on serving while the fetch fails, and no longer than it may', () => {
    const run = asked(keys, { faults: [errors('db').at('100ms')] })
    // Good to 260 ms, stale to 760 ms; each stale hit tries again, at 300, 400, …, 700 ms.
    expect(outcomes(run)).toEqual([...Array(8).fill('ok'), 'error', 'error'])
    expect(run.at('db').outcomes.error).toBe(5 + 2)
  })
})

describe('E9 a stale cache as a fallback', () => {
  const keys = { ttl: '150ms', staleIfError: '400ms' } as const

  it('serves the old answer when no new one can be had: degraded', () => {
    const run = asked(keys, { faults: [errors('db').at('100ms')] })
    // Good to 160 ms; then the fill fails, and the old answer stands in up to 560 ms.
    expect(outcomes(run)).toEqual([
      'ok',
      'ok',
      ...Array(4).fill('degraded'),
      ...Array(4).fill('error'),
    ])
  })

  it('tries for a new one first, as long as that takes', () => {
    const faults = [slow('db', { by: '20ms' }).at('100ms')]
    const run = asked(keys, { requests: 4, faults })
    expect(latencies(run)).toEqual([10, 0, 30, 0])
    const crashed = asked(keys, { requests: 3, faults: [crash('db').at('205ms')] })
    expect(story(crashed)[2]).toEqual([200, 30_200, 'timeout'])
  })

  it('comes after the time in which it is stale and served anyway', () => {
    const faults = [errors('db').at('100ms')]
    const run = asked({ ttl: '150ms', staleFor: '200ms', staleIfError: '400ms' }, { faults })
    expect(outcomes(run)).toEqual([
      ...Array(4).fill('ok'),
      ...Array(2).fill('degraded'),
      ...Array(4).fill('error'),
    ])
  })

  it('is gone with the cache', () => {
    const faults = [errors('db').at('100ms'), crash('sessions', { refuse: true }).at('150ms')]
    expect(outcomes(asked(keys, { requests: 3, faults }))).toEqual(['ok', 'ok', 'error'])
  })
})

describe('E10 negative caching', () => {
  const faults = [errors('db', { code: 404 }).at(0).for('50ms')]

  it('remembers a failure, and asks nobody until that is forgotten', () => {
    const run = asked({ negativeTtl: '250ms' }, { faults })
    expect(outcomes(run)).toEqual([...Array(3).fill('error'), ...Array(7).fill('ok')])
    expect(run.at('db').issued).toBe(2)
    expect(run.on('users->web').reasons).toEqual([{ because: '404', count: 3 }])
  })

  it('asks again each time without it', () => {
    expect(counts(asked({}, { faults }).requests().outcomes)).toEqual({ ok: 9, error: 1 })
  })

  it('puts no failure in the place of an answer that can still be used', () => {
    const keys = { ttl: '150ms', staleIfError: '400ms', negativeTtl: '10s' } as const
    const run = asked(keys, { faults: [errors('db').at('100ms').for('300ms')] })
    expect(outcomes(run)).toEqual(['ok', 'ok', 'degraded', 'degraded', ...Array(6).fill('ok')])
  })
})
