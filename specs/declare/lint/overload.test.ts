/** Rules about places that are too small: a wrong declaration of each, its twin, and a run. */
import {
  cache,
  cached,
  call,
  clients,
  crash,
  service,
  simulate,
  store,
  system,
  work,
} from 'gameday'
import type { BulkheadSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

describe('overloaded', () => {
  it('tells of more work than a component can do', () => {
    const busy = (concurrency: number) =>
      system('busy', {
        users: clients({ rate: '100/s', call: 'api' }),
        api: service({ concurrency, handle: [work('50ms')] }),
      })
    expect(busy(4).warnings).toEqual([
      {
        rule: 'overloaded',
        level: 'warning',
        at: 'api',
        what:
          '100 requests a second bring more work than 4 slots can do: 125% of it, ' +
          'while nothing is wrong',
        fix: 'give it more than 5 slots (concurrency × replicas), or less load',
      },
    ])
    expect(busy(6).warnings).toEqual([])
    expect(simulate(busy(4), { for: '1m' }).at('api').utilisation).toBeGreaterThan(0.99)
  })

  const waiting = (nonBlocking: boolean) =>
    system('waiting', {
      users: clients({ rate: '100/s', call: 'api' }),
      api: service({ concurrency: 4, nonBlocking, handle: call('db') }),
      db: store({ concurrency: 100, time: '50ms' }),
    })

  it('tells of slots that are held while a call is waited for', () => {
    expect(warned(waiting(false))).toEqual([
      'overloaded api: 100 requests a second hold 5 slots while they wait for what they call, ' +
        'and there are 4: 125% of it, while nothing is wrong',
    ])
    expect(warned(waiting(true))).toEqual([])
    expect(simulate(waiting(false), { for: '1m' }).at('api').utilisation).toBeGreaterThan(0.99)
  })

  it('is told of the first place only: behind it less comes than clients send', () => {
    const behind = (slots: number) =>
      system('behind', {
        users: clients({ rate: '100/s', call: 'api' }),
        api: service({ concurrency: slots, handle: [work('20ms'), call('db')] }),
        db: store({ concurrency: 1, time: '15ms' }),
      })
    // One request at a time is in the database a part of the time only.
    expect(behind(1).warnings.map(({ at }) => at)).toEqual(['api'])
    expect(simulate(behind(1), { for: '1m' }).at('db').utilisation).toBeLessThan(0.5)
    expect(behind(100).warnings.map(({ at }) => at)).toEqual(['db'])
  })

  it('goes by what limits let through, and by what users who wait can ask for', () => {
    const db = store({ concurrency: 1, time: '20ms' })
    const limited = system('limited', {
      users: clients({ rate: '100/s', call: 'api' }),
      api: service({ handle: call('db', { rateLimit: { rate: '40/s' } }) }),
      db,
    })
    expect(warned(limited)).toEqual([])
    const closed = (users: number) =>
      warned(system('closed', { crowd: clients({ users, think: '100ms', call: 'db' }), db }))
    expect(closed(6)).toEqual([])
    expect(closed(60)).toHaveLength(1)
  })
})

describe('pool-overloaded', () => {
  const pooled = (bulkhead: BulkheadSpec) =>
    system('pooled', {
      users: clients({ rate: '100/s', call: 'api' }),
      api: service({ replicas: 2, handle: call('db', { bulkhead }) }),
      db: store({ concurrency: 50, time: '100ms' }),
    })

  it('tells of a pool that is smaller than what is under way at once', () => {
    expect(warned(pooled({ limit: 4 }))).toEqual([
      'pool-overloaded api->db: 100 calls a second are 10 at once on average, and the bulkhead ' +
        'lets 8 through: 125% of it, while nothing is wrong',
    ])
    expect(fixes(pooled({ limit: 4 }))[0]).toBe('write a limit of more than 5')
    expect(warned(pooled({ limit: 10 }))).toEqual([])
  })

  it('is true in a run: more than a fifth is turned away', () => {
    const run = simulate(pooled({ limit: 4 }), { for: '1m' })
    expect(run.availability()).toBeLessThan(0.8)
  })
})

describe('overloaded-when-cold', () => {
  const warm = (key: number, concurrency: number) =>
    system('warm', {
      users: clients({ rate: '1000/s', call: 'api', timeout: '1s' }),
      api: service({
        concurrency: 1_000,
        handle: cached('memo', { key, ttl: '1h', miss: call('db', { timeout: '500ms' }) }),
      }),
      memo: cache(),
      db: store({ concurrency, time: '10ms' }),
    })

  it('tells of a component that only a warm cache keeps from overload', () => {
    expect(warned(warm(10_000, 2))).toEqual([
      'overloaded-when-cold db: with a cold cache 1,000 requests a second come to it, 500% of ' +
        'what 2 slots can do, for 25s at the least',
    ])
    expect(warned(warm(10_000, 20))).toEqual([])
  })

  it('tells nothing of a cache that is warm again at once', () => {
    expect(warned(warm(10, 1))).toEqual([])
  })

  it('goes by a declared hitRatio, for as long as the cache warms up', () => {
    const declared = (concurrency: number) =>
      system('declared', {
        users: clients({ rate: '100/s', call: 'api' }),
        api: service({ handle: cached('memo', { hitRatio: 0.9, miss: call('db') }) }),
        memo: cache({ warmUp: '1m' }),
        db: store({ concurrency, time: '20ms' }),
      })
    expect(warned(declared(1))).toEqual([
      'overloaded-when-cold db: with a cold cache 100 requests a second come to it, 200% of what ' +
        '1 slot can do, for 1m at the least',
    ])
    expect(warned(declared(4))).toEqual([])
  })

  it('is true in a run: when the cache has lost all, clients are failed for long', () => {
    const served = (concurrency: number) => {
      const faults = [crash('memo').at('20s').for('1s')]
      const run = simulate(warm(2_000, concurrency), { for: '25s', faults })
      return run.at('db', { between: ['22s', '24s'] }).utilisation
    }
    expect(served(2)).toBeGreaterThan(0.99)
    expect(served(20)).toBeLessThan(0.8)
  })
})
