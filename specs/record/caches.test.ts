/** What became of the questions to a cache, as numbers, over time and as causes. */
import {
  cache,
  cached,
  call,
  causesOf,
  cdn,
  clients,
  crash,
  errors,
  flush,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import type { CachedOptions, Rate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { whatHappened } from '../../src/report/happened.ts'

type Options = Omit<CachedOptions<'db'>, 'miss' | 'key'>
type Load = { readonly rate?: Rate; readonly requests?: number; readonly concurrency?: number }

/** One key, asked for every 100 ms; a look-up takes 1 ms, a fill 49.5 ms. */
const shop = (options: Options = {}, { rate = '10/s', concurrency = 100, ...load }: Load = {}) =>
  system(
    'shop',
    {
      users: clients({ rate, arrivals: 'steady', call: 'web', ...load }),
      web: service({ handle: cached('memory', { key: 1, ...options, miss: call('db') }) }),
      memory: cache({ latency: '1ms' }),
      db: store({ time: '49.5ms', concurrency, queue: 10 }),
    },
    { network: { default: 0 } },
  )

describe('a cache', () => {
  it('counts hits and misses, each when the cache has answered, and fills under way', () => {
    const run = simulate(shop({ ttl: '500ms' }), { for: '10s' })
    // Filled at 50.5, good until 550.5; asked again at 600: every sixth question is a miss.
    expect(run.cache('memory')).toMatchObject({
      lookups: 100,
      hits: 83,
      misses: 17,
      hitRatio: 0.83,
      coalesced: 0,
      fills: 17,
      fillsFailed: 0,
      fillsInFlight: { peak: 1 },
    })
    expect(run.cache('memory', { between: ['0s', '600ms'] })).toMatchObject({ hits: 5, misses: 1 })
    expect(run.series('hitRatio', { at: 'memory', every: '5s' })).toEqual([
      { at: 0, value: 41 / 50 },
      { at: 5_000, value: 42 / 50 },
    ])
    expect(run.series('misses', { at: 'memory', every: '10s' })).toEqual([{ at: 0, value: 17 }])
    expect(run.series('fills', { at: 'memory', every: '10s' })[0].value).toBeCloseTo(
      (17 * 49.5) / 10_000,
      9,
    )
  })

  it('tells those who wait for the fill of another', () => {
    const run = simulate(shop({ coalesce: true }, { rate: '1000/s', requests: 60 }), { for: '1s' })
    // The first asks at 1, and its fill is done at 50.5: 49 more ask meanwhile.
    const { misses, coalesced, fills, hits } = run.cache('memory')
    expect({ misses, coalesced, fills, hits }).toEqual({
      misses: 50,
      coalesced: 49,
      fills: 1,
      hits: 10,
    })
    const alone = simulate(shop({}, { rate: '1000/s', requests: 60 }), { for: '1s' })
    expect(alone.cache('memory')).toMatchObject({ misses: 50, fills: 50, coalesced: 0 })
    expect(alone.cache('memory').fillsInFlight.peak).toBe(50)
  })

  it('tells old answers that were served while a new one was fetched', () => {
    const options = { ttl: '500ms', staleFor: '10s' } as const
    const { stale, refreshes, misses, hitRatio } = simulate(shop(options), { for: '10s' }).cache(
      'memory',
    )
    expect({ stale, refreshes, misses, hitRatio }).toEqual({
      stale: 16,
      refreshes: 16,
      misses: 1,
      hitRatio: 0.99,
    })
  })

  it('tells old answers that stood in for a fill that failed, and failures remembered', () => {
    const down = errors('db').at('1s').for('8s')
    const play = (options: Options) =>
      simulate(shop(options), { for: '10s', faults: [down] }).cache('memory', {
        during: down,
      })
    expect(play({ ttl: '100ms', staleIfError: '10s' })).toMatchObject({
      misses: 80,
      staleIfError: 80,
      fillsFailed: 80,
    })
    expect(play({ ttl: '100ms', negativeTtl: '350ms' })).toMatchObject({ negative: 60, misses: 20 })
  })

  it('counts what it did not answer', () => {
    const fault = crash('memory', { refuse: true }).at('1s').for('1s')
    const run = simulate(shop(), { for: '3s', faults: [fault] })
    expect(run.cache('memory', { during: fault })).toMatchObject({
      lookups: 10,
      unanswered: 10,
      misses: 0,
      fills: 10,
    })
    expect(run.cache('memory').emptied).toEqual([{ at: 1_000, replica: 0, by: `${fault}` }])
  })

  it('drops a fill whose caller is lost', () => {
    const fault = crash('web').at('20ms').for('400ms')
    const run = simulate(shop(), { for: '1s', faults: [fault] })
    const { fillsInFlight, fillsFailed } = run.cache('memory', { between: ['0s', '100ms'] })
    expect([fillsInFlight.peak, fillsInFlight.mean, fillsFailed]).toEqual([1, 0.19, 1])
  })

  it('is that of each caller, and of a network that delivers content', () => {
    const two = system('two', {
      a: clients({ rate: '10/s', call: 'edge' }),
      b: clients({ rate: '10/s', call: 'api' }),
      edge: cdn({ origin: 'api', key: 1 }),
      api: service({ handle: cached('memory', { hitRatio: 1, miss: call('db') }) }),
      memory: cache(),
      db: store({ time: '1ms' }),
    })
    const run = simulate(two, { for: '10s' })
    expect(Object.keys(run.cache('memory').callers)).toEqual(['api'])
    expect(run.cache('memory').callers.api.hitRatio).toBe(1)
    expect(run.cache('edge').callers.edge.lookups).toBe(run.at('edge').issued)
    expect(() => run.cache('db' as 'edge')).toThrow('this run has no cache "db"')
    expect(() => run.series('hitRatio')).toThrow('a hitRatio is that of one cache')
  })
})

describe('an emptied cache', () => {
  const fault = flush('memory').at('5s').for('1s')
  const run = simulate(shop({}, { rate: '1000/s', concurrency: 20 }), {
    for: '6s',
    faults: [fault],
  })

  it('is named, and what it was asked is a cause', () => {
    expect(run.cache('memory', { between: ['5s', '6s'] }).emptied).toEqual([
      { at: 5_000, replica: 0, by: `${fault}` },
    ])
    const { misses } = run.cache('memory')
    const told = causesOf(run).map(({ sentence }) => sentence)
    expect(told.join('\n')).toContain(
      `db was asked for what memory did not have: ${misses} misses, up to `,
    )
    expect(told.join('\n')).toContain(`memory was emptied at 5s by ${fault}`)
  })

  it('stands in what happened', () => {
    const { lines } = whatHappened(run)
    expect(lines.join('\n')).toContain('emptied at t=5s by flush')
  })
})
