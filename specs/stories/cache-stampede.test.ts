/** D6: an entry that everybody wants expires, and what that does to the origin. */
import {
  cache,
  cached,
  call,
  clients,
  exponential,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import type { CachedOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mismatch } from '../laws/support/agreement.ts'
import { Replications } from '../laws/support/replications.ts'
import { counts, once } from '../world/support/story.ts'

type Keys = Omit<CachedOptions<'db'>, 'miss' | 'key' | 'hitRatio'>

const RATE_PER_S = 500
const FILL_MS = 100

/** 500 requests a second for one page that lives for 2 s and takes 100 ms to make. */
const page = (keys: Keys, arrivals: 'steady' | 'poisson' = 'steady') =>
  system('page', {
    readers: clients({ rate: `${RATE_PER_S}/s`, arrivals, call: 'web' }),
    web: service({
      concurrency: 1_000,
      handle: cached('pages', { key: 1, ttl: '2s', ...keys, miss: call('db') }),
    }),
    pages: cache({ latency: 0 }),
    db: store({ concurrency: 1_000, time: `${FILL_MS}ms` }),
  })

const play = (keys: Keys) => simulate(page(keys), { for: '6.7s', resolution: '50ms' })

describe('D6 a cache stampede', () => {
  it('sends rate × fill time requests to the origin at each expiry', () => {
    const run = play({})
    // Whoever misses fills: the last of them at 198 ms, so that the page is good to 2198 ms. Then
    // fifty miss up to 2296 ms, the last of them fills at 2396, and so on: 4396, 6594.
    const during = (from: number): number => run.at('db', { between: [from, from + 150] }).issued
    expect([0, 2_150, 4_350, 6_550].map(during)).toEqual([50, 50, 50, 50])
    expect(run.at('db').issued).toBe(4 * ((RATE_PER_S * FILL_MS) / 1_000))
    expect(run.at('db').inFlight.peak).toBe(50)
  })

  it('does so on average when requests come at random', () => {
    const runs = new Replications(seed =>
      simulate(page({}, 'poisson'), { for: '4s', seed, resolution: '100ms' }),
    )
    // At the second expiry: whoever comes within 100 ms of the first to miss, and that one.
    const misses = runs.each(run => run.at('db', { between: ['2s', '4s'] }).issued)
    expect(mismatch(misses, (RATE_PER_S * FILL_MS) / 1_000 + 1)).toBeNull()
  })

  it('is one request when fills are coalesced', () => {
    const run = play({ coalesce: true })
    expect(run.at('db').issued).toBe(4)
    expect(run.at('db').inFlight.peak).toBe(1)
    // They wait for it instead: those of 100 ms, 51 ms on average.
    expect(run.slowerThan('1ms')).toBe(4 * 50)
  })

  it('nobody notices when the old page is served meanwhile', () => {
    const run = play({ coalesce: true, staleFor: '10s' })
    expect(run.at('db').issued).toBe(4)
    expect(run.slowerThan('1ms')).toBe(50) // only at the very beginning
  })

  it('nobody notices when it is renewed ahead', () => {
    const run = play({ coalesce: true, refreshAhead: '20%' })
    expect(run.at('db').inFlight.peak).toBe(1)
    expect(run.slowerThan('1ms')).toBe(50)
  })

  it('hardly anybody fills when chance renews it early', () => {
    const runs = new Replications(seed =>
      simulate(page({ earlyRefresh: 1 }), { for: '40s', seed, resolution: '1s' }),
    )
    const perExpiry = runs.each(run => {
      const { issued } = run.at('db', { between: ['1s', '40s'] })
      return issued / (39_000 / 2_000)
    })
    const mean = perExpiry.reduce((sum, each) => sum + each, 0) / perExpiry.length
    // Instead of 50: the theorem of Vattani et al. bounds it by a small number, whatever the rate.
    expect(mean).toBeLessThan(6)
    expect(mean).toBeGreaterThan(1)
  })
})

describe('D6 many entries filled at the same time', () => {
  /** 200 pages, each asked for 50 times a second: all are filled in the first moments. */
  const pages = (spread: '0%' | '20%') =>
    system('pages', {
      readers: clients({ rate: '10000/s', arrivals: 'steady', call: 'web' }),
      web: service({
        concurrency: 10_000,
        handle: cached('pages', {
          key: 200,
          ttl: '10s',
          spread,
          coalesce: true,
          miss: call('db'),
        }),
      }),
      pages: cache({ latency: 0 }),
      db: store({ concurrency: 10_000, time: '10ms' }),
    })
  /** The most fills in a tenth of a second, from the first expiries on. */
  const peak = (spread: '0%' | '20%'): number => {
    const run = simulate(pages(spread), { for: '14s', resolution: '100ms' })
    const rates = run.series('rate', { at: 'db', every: '100ms' }).slice(50)
    return Math.max(...rates.map(({ value = 0 }) => value)) / 10
  }

  it('all expire together, unless their expiries are staggered', () => {
    expect(peak('0%')).toBeGreaterThan(150)
    // Spread over 4 s they are 5 in each tenth of a second: five standard deviations are 11.
    expect(peak('20%')).toBeLessThan(5 + 11)
  })
})

describe('D6 a stampede that takes the origin down', () => {
  /** The origin can make 20 pages a second, and fifty ask for the same at once. */
  const fragile = (coalesce: boolean) =>
    system('fragile', {
      readers: once(call('web', { timeout: '1s' }), { rate: '500/s', requests: 5_000 }),
      web: service({
        concurrency: 1_000,
        handle: cached('pages', { key: 1, ttl: '3s', coalesce, miss: call('db') }),
      }),
      pages: cache({ latency: 0 }),
      db: store({ concurrency: 2, queue: 10_000, time: exponential('100ms') }),
    })

  it('keeps it busy with answers that come too late for anybody', () => {
    const [alone, shared] = [false, true].map(coalesce =>
      simulate(fragile(coalesce), { for: '10s' }),
    )
    expect(counts(shared.requests().outcomes)).toEqual({ ok: 5_000 })
    expect(shared.at('db').issued).toBe(4)
    // Of each fifty, twenty have their answer within a second.
    expect(alone.at('db').issued).toBeGreaterThan(100)
    expect(alone.requests().outcomes.timeout).toBeGreaterThan(40)
    expect(alone.at('web').wasted.count).toBeGreaterThan(40)
  })
})
