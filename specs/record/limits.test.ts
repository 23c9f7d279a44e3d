/** A limit that is exactly reached is kept, and whatever speaks of it says the same. */
import fc from 'fast-check'
import { call, clients, constant, mixture, service, simulate, slow, store, system } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { measured } from '../../src/kernel/rounding.ts'
import { TimeGrid } from '../../src/record/grid.ts'
import { PageStore } from '../../src/record/page-store.ts'
import { Timing } from '../../src/record/timing.ts'
import { once } from '../world/support/story.ts'

/** Requests to a store that takes such times and never makes anybody wait. */
const shop = (time: Parameters<typeof store>[0]['time']) =>
  system('shop', {
    users: once('db', { rate: '200/s', requests: 1_000_000 }),
    db: store({ concurrency: 1_000, time }),
  })

describe('requests that all take the same time', () => {
  const run = simulate(shop('100ms'), { for: '50s' })

  it('have it as every percentile', () => {
    expect(run.requests().latency).toEqual({ mean: 100, p50: 100, p90: 100, p99: 100 })
    expect([run.latency(0.0001), run.latency(1)]).toEqual([100, 100])
    expect(run.at('db').working).toEqual({ mean: 100, p50: 100, p90: 100, p99: 100 })
  })

  it('keep to it, and are not slower than it', () => {
    expect(run.slowerThan('100ms')).toBe(0)
    expect(run.slowerThan('99.999999ms')).toBe(10_000)
    expect(run).toNotExceedP99('100ms')
    expect(() => expect(run).toNotExceedP99('99.999ms')).toThrow('p99 100ms, wanted <= 99.999ms')
  })

  it.each(['1us', '0.3ms', '7ms', '123.456ms', '5s', '17.3s', '4m', '1h'] as const)(
    'of %s have exactly that',
    time => {
      const long = simulate(shop(time), { for: '50ms' })
      expect(long.slowerThan(time)).toBe(0)
      expect(long).toNotExceedP99(time)
      expect(long.latency('p50')).toBe(long.latency(1))
    },
  )
})

describe('calls that are given up after a time', () => {
  const lost = system('lost', {
    users: clients({ rate: '7/s', timeout: '250ms', call: 'db' }),
    db: store({ concurrency: 1_000, time: '10s' }),
  })

  it('took that time, whatever the subtraction of two float64 says', () => {
    const run = simulate(lost, { for: '5m' })
    expect(run.requests().latency).toEqual({ mean: 250, p50: 250, p90: 250, p99: 250 })
    expect(run.slowerThan('250ms')).toBe(0)
    expect(run).toNotExceedP99('250ms')
  })
})

describe('requests of which many take the limit', () => {
  const time = mixture([
    { weight: 8, of: '100ms' },
    { weight: 1, of: '100.2ms' },
    { weight: 1, of: '180ms' },
  ])
  const run = simulate(shop(time), { for: '50s' })

  it('are told from those that take a little longer', () => {
    const works = simulate(shop(time), { for: '50s', trace: true })
    const over = works.recording.journeys.filter(({ at, until }) => measured(until - at) > 100)
    expect(run.slowerThan('100ms')).toBe(over.length)
    expect(run.latency('p50')).toBe(100)
    expect(run.latency(1)).toBe(180)
  })

  it('are told so in a failure that does not contradict itself', () => {
    const message = (() => {
      try {
        expect(run).toNotExceedP99('100ms')
      } catch (error) {
        return `${error}`
      }
      return ''
    })()
    expect(message).toContain('p99 180ms, wanted <= 100ms')
    expect(message).toContain('p50 100ms')
    expect(message).not.toContain('10,000 of 10,000')
  })

  it('are told with as many figures as it takes to differ from the limit', () => {
    const near = simulate(shop('1004ms'), { for: '5s' })
    expect(() => expect(near).toNotExceedP99('1003ms')).toThrow(/p99 1004ms, wanted <= 1003ms/)
    expect(() => expect(near).toNotExceedP99('1s')).toThrow(/p50 1004ms, p90 1004ms, max 1004ms/)
  })
})

describe('a percentile of any values', () => {
  const place = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map(n => n / 4),
    fc.integer({ min: 1, max: 3_000 }).map(n => n / 1_000),
    fc.constantFrom(100, 100.2, 100.4, 250, 5_000, 4_995, 5_008),
  )

  it('is one of [min, max], and agrees with how many are slower', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 300 }), fc.nat(3), (times, slots) => {
        const grid = new TimeGrid(4, 1)
        const timing = new Timing(grid, new PageStore())
        times.forEach((time, i) => timing.record(i % (slots + 1), time))
        const all = timing.histogram({ from: 0, to: grid.slots })
        const sorted = [...times].sort((a, b) => a - b)
        expect(all.count).toBe(times.length)
        expect(all.quantile(1)).toBe(sorted.at(-1))
        for (const share of [0.01, 0.25, 0.5, 0.9, 0.99]) {
          const value = all.quantile(share) ?? Number.NaN
          const exact = sorted[Math.ceil(share * sorted.length) - 1]
          expect(value).toBeGreaterThanOrEqual(sorted[0])
          expect(value).toBeLessThanOrEqual(sorted.at(-1) ?? 0)
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(exact / 250)
          expect(all.countOver(value)).toBeLessThanOrEqual((1 - share) * sorted.length + 1e-9)
        }
        expect(all.countOver(sorted.at(-1) ?? 0)).toBe(0)
        expect(all.countOver(sorted[0])).toBe(sorted.filter(time => time > sorted[0]).length)
      }),
      { seed: 9, numRuns: 300 },
    )
  })

  it('is exact where more than 65,535 fall into one bin', () => {
    const timing = new Timing(new TimeGrid(10, 10), new PageStore())
    for (let i = 0; i < 200_000; i++) timing.record(0, i % 4 === 3 ? 100.1 : 100)
    const all = timing.histogram({ from: 0, to: 1 })
    expect([all.count, all.countOver(100), all.quantile(0.75)]).toEqual([200_000, 50_000, 100])
  })
})

describe('a percentile is the nearest rank', () => {
  it('though a share times a count is a little more than a whole number in float64', () => {
    const timing = new Timing(new TimeGrid(10, 10), new PageStore())
    for (let i = 1; i <= 100; i++) timing.record(0, i)
    const all = timing.histogram({ from: 0, to: 1 })
    for (let i = 1; i <= 100; i++) expect(all.quantile(i / 100)).toBe(i)
  })
})

describe('a breaker that counts slow calls', () => {
  const slowBreaker = { window: '10s', minimumCalls: 5, openFor: '1s', slowCallRate: 0.5 } as const
  const played = (ms: number) => {
    const guarded = system('guarded', {
      users: clients({ rate: '7/s', call: 'web' }),
      web: service({
        concurrency: 100,
        handle: call('db', { breaker: { ...slowBreaker, slowCallDuration: '100ms' } as never }),
      }),
      db: store({ concurrency: 100, time: constant(ms) }),
    })
    return simulate(guarded, { for: '60s' }).on('web->db').breaker.length
  }

  it('counts none that took exactly so long, and all that took a nanosecond more', () => {
    expect(played(100)).toBe(0)
    expect(played(100.000001)).toBeGreaterThan(0)
  })
})

describe('a breaker that opens in exactly the time it may take', () => {
  it('is in time', () => {
    const fault = slow('db', { by: '1s' }).at('3.3s')
    const guarded = system('guarded', {
      users: clients({ rate: '10/s', call: 'web' }),
      web: service({
        concurrency: 100,
        handle: call('db', { timeout: '300ms', breaker: { consecutive: 1, openFor: '5s' } }),
      }),
      db: store({ concurrency: 100, time: '1ms' }),
    })
    const run = simulate(guarded, { for: '10s', faults: [fault] })
    const { at } = run.on('web->db').breaker[0]
    expect(run).toTripCircuit('web->db', { within: measured(at - 3_300) })
    expect(() =>
      expect(run).toTripCircuit('web->db', { within: measured(at - 3_300) - 1e-6 }),
    ).toThrow('opened')
  })
})
