/** Caches that know something when a run begins, and caches inside replicas. */
import { cache, cached, call, clients, crash, service, simulate, store, system } from 'gameday'
import type { CachedOptions } from 'gameday'
import { describe, expect, it } from 'vitest'

const asking = (keys: Omit<CachedOptions, 'miss'>, capacity = 1_000) =>
  system('asking', {
    people: clients({ rate: '100/s', call: 'web' }),
    web: service({ handle: cached('memory', { ...keys, miss: call('db') }) }),
    memory: cache({ capacity, latency: 0 }),
    db: store({ time: 0 }),
  })

const hitsOf = (keys: Omit<CachedOptions, 'miss'>, capacity?: number): number | undefined =>
  simulate(asking(keys, capacity), { for: '10s', seed: 1 }).cache('memory').hitRatio

describe('a cache begins', () => {
  it('with a share of the keys, each by chance', () => {
    // A thousand questions of 100,000 keys: hardly one comes twice.
    expect(hitsOf({ key: 100_000 }, 100_000)).toBeLessThan(0.02)
    expect(hitsOf({ key: 100_000, warm: '80%' }, 100_000)).toBeCloseTo(0.8, 1)
    expect(hitsOf({ key: 100_000, warm: '100%' }, 100_000)).toBe(1)
  })

  it('with the keys that are wanted most, of which the hottest is the last to go', () => {
    expect(hitsOf({ key: 1_000, warm: { hottest: 1_000 } }, 1_000)).toBe(1)
    expect(hitsOf({ key: 100_000, warm: '100%' }, 50_000)).toBeCloseTo(0.5, 1)
  })

  it('with entries of all ages, so that they do not all end at once', () => {
    const run = simulate(asking({ key: 100, ttl: '10s', warm: '100%' }), { for: '10s', seed: 1 })
    const misses = [0, 2, 4, 6, 8].map(
      from => run.cache('memory', { between: [`${from}s`, `${from + 2}s`] }).misses,
    )
    expect(Math.min(...misses)).toBeGreaterThan(8)
    expect(Math.max(...misses)).toBeLessThan(32)
  })

  it('as after a time, which a run of that time agrees with', () => {
    const keys = { key: 500, ttl: '20s' } as const
    const cold = simulate(asking(keys), { for: '40s', seed: 1, resolution: '10s' })
    const warm = { after: '30s', rate: '100/s' } as const
    const begun = simulate(asking({ ...keys, warm }), { for: '10s', seed: 2 })
    const after = cold.cache('memory', { between: ['30s', '40s'] }).hitRatio ?? 0
    expect(begun.cache('memory').hitRatio).toBeCloseTo(after, 1)
    expect(cold.cache('memory', { between: [0, '10s'] }).hitRatio).toBeLessThan(after - 0.2)
  })
})

describe('a cache inside each replica', () => {
  const inside = system('inside', {
    people: clients({ rate: '300/s', arrivals: 'steady', call: 'web' }),
    web: service({
      replicas: 3,
      localCache: 100,
      handle: cached({ key: 100, warm: '100%', miss: call('db') }),
    }),
    db: store({ time: 1 }),
  })

  it('answers at once, and knows by itself', () => {
    const run = simulate(inside, { for: '1s' })
    expect(run.cache('web').hitRatio).toBe(1)
    expect(run.latency('p99')).toBe(0)
    expect(run.on('web->db').issued).toBe(0)
  })

  it('is lost with it, and only there', () => {
    const fault = crash('web#0', { refuse: true }).at('1s').for('1s')
    const run = simulate(inside, { for: '3s', faults: [fault], seed: 1 })
    const { hits, misses } = run.cache('web', { between: ['2s', '3s'] })
    // A third of the requests meets an empty cache of 100 keys: 100 (1 - e⁻¹) of them miss.
    expect(hits + misses).toBe(300)
    expect(misses).toBeGreaterThan(50)
    expect(misses).toBeLessThan(76)
  })
})
