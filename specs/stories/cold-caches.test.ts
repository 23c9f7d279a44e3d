/** A fleet whose caches begin cold against one whose caches begin warm. */
import { cached, call, clients, crash, service, simulate, store, system, zipf } from 'gameday'
import type { WarmSpec } from 'gameday'
import { describe, expect, it } from 'vitest'

/** Ten replicas, each with a cache inside; the database bears 100 of 500 questions a second. */
const fleet = (warm?: WarmSpec) =>
  system('fleet', {
    people: clients({ rate: '500/s', call: 'web', timeout: '1s' }),
    web: service({
      replicas: 10,
      balance: 'random',
      concurrency: 200,
      localCache: 5_000,
      handle: cached({
        key: zipf({ items: 5_000, exponent: 1.1 }),
        miss: call('db', { timeout: '500ms' }),
        warm,
      }),
    }),
    db: store({ concurrency: 1, queue: 100, time: '10ms' }),
  })

const warm = { after: '5m', rate: '500/s' } as const

describe('a fleet with caches inside', () => {
  it('that begins cold stays so: what times out fills no cache', () => {
    const run = simulate(fleet(), { for: '10s', seed: 1 })
    expect(run.cache('web').hitRatio).toBeLessThan(0.2)
    expect(run.at('db').utilisation).toBeGreaterThan(0.99)
    expect(run.availability()).toBeLessThan(0.2)
  })

  it('that begins as after five minutes asks for 8 % of it, and serves all', () => {
    const run = simulate(fleet(warm), { for: '10s', seed: 1 })
    expect(run.cache('web').hitRatio).toBeCloseTo(0.92, 2)
    expect(run.at('db').utilisation).toBeLessThan(0.4)
    expect(run.availability()).toBe(1)
  })

  it('loses with a replica what that knows: one is borne, all at once are not', () => {
    const after = (share: number): number | undefined => {
      const fault = crash('web', { refuse: true }).at('1s').for('1s').share(share)
      const run = simulate(fleet(warm), { for: '6s', seed: 1, faults: [fault] })
      return run.availability({ between: ['2s', '6s'] })
    }
    expect(after(0.1)).toBe(1)
    expect(after(1)).toBeLessThan(0.3)
  })
})
