/** Links by name: their figures and their shapes, by sampling. */
import { type LinkPreset, linkPresets, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

/** Many requests over a link, to a store that needs no time. */
const sampled = (preset: LinkPreset, requests: number) =>
  simulate(
    system(
      'many',
      {
        users: once('db', { rate: '1000/s', requests }),
        db: store({ time: 0, concurrency: 1_000 }),
      },
      { network: { default: preset } },
    ),
    { for: requests },
  )

describe('B9 a preset', () => {
  /** Published round trips: the least and the most, in milliseconds. */
  const published: { readonly [name in LinkPreset]?: readonly [number, number] } = {
    l1Cache: [0.5e-6, 0.5e-6],
    l2Cache: [7e-6, 7e-6],
    memory: [100e-6, 100e-6],
    ssd: [0.15, 0.15],
    hdd: [10, 10],
    sameRack: [0.1, 0.5],
    otherRack: [0.3, 1],
    sameZone: [0.3, 1],
    otherZone: [0.5, 2],
    sameRegion: [1, 3],
    sameMetro: [2, 5],
    acrossUs: [60, 80],
    usToEurope: [80, 120],
    usToAsia: [150, 200],
    userToCdn: [5, 20],
    userToNearOrigin: [20, 50],
    userToOrigin: [50, 100],
    userToFarOrigin: [100, 300],
  }

  it.each(Object.entries(published))('%s has its median and p99 in its range', (name, range) => {
    const run = sampled(name as LinkPreset, 5_000)
    // The histogram of a run answers within 0.4 %.
    for (const percentile of ['p50', 'p99'] as const) {
      expect(run.latency(percentile)).toBeGreaterThanOrEqual(range[0] * 0.996)
      expect(run.latency(percentile)).toBeLessThanOrEqual(range[1] * 1.004)
    }
  })

  it('has a name each, and no other names are known', () => {
    expect(Object.keys(linkPresets)).toContain('publicInternet')
    expect(() => sampled('sameRak' as LinkPreset, 1)).toThrow('did you mean "sameRack"?')
  })
})

describe('B10 the shape', () => {
  /** One way of a link in a journey is half a round trip of the law, drawn once. */
  const roundTrips = (preset: LinkPreset): number[] => {
    const many = system(
      'many',
      { users: once('db', { rate: '1000/s', requests: 10_000 }), db: store({ time: 0 }) },
      { network: { default: preset } },
    )
    const run = simulate(many, { for: '10s', trace: true })
    return run.recording.journeys
      .flatMap(({ attempts }) => [attempts[0].thereMs * 2, attempts[0].backMs * 2])
      .toSorted((a, b) => a - b)
  }
  const at = (sorted: readonly number[], share: number): number =>
    sorted[Math.ceil(share * sorted.length) - 1]

  /**
   * A p99 of 20,000 draws strays by √(0.99 · 0.01 / 20,000) / f: for these laws 0.8 %, 1.3 % and
   * 2.8 % of its value. Three times that is 2.4 %, 4 % and 8.5 %, beyond which it lies once in 370.
   */
  it.each([
    ['sameDatacentre', Math.exp(-0.5), 1.22, 0.024],
    ['crossRegion', Math.exp(4), 174.7, 0.04],
    ['congested', 20 * Math.exp(Math.log(2) / 2.5), 20 * Math.exp(Math.log(100) / 2.5), 0.085],
  ] as const)('of %s has its median at %d and its p99 at %d ms', (name, median, p99, strays) => {
    const times = roundTrips(name)
    expect(Math.abs(at(times, 0.5) / median - 1)).toBeLessThan(strays)
    expect(Math.abs(at(times, 0.99) / p99 - 1)).toBeLessThan(strays)
  })

  it('of congestion has a heavy tail: twice the time is 2^2.5 times as rare, anywhere', () => {
    const times = roundTrips('congested')
    const beyond = (ms: number): number => times.filter(time => time > ms).length
    expect(beyond(40) / beyond(80)).toBeCloseTo(Math.exp(2.5 * Math.LN2), 0)
    expect(beyond(60) / beyond(120)).toBeCloseTo(Math.exp(2.5 * Math.LN2), 0)
  })

  it('of the public internet has two modes, and a valley between', () => {
    const times = roundTrips('publicInternet')
    const within = (from: number, to: number): number =>
      times.filter(ms => ms >= from && ms < to).length / (to - from)
    expect(within(25, 35)).toBeGreaterThan(20 * within(75, 90))
    expect(within(130, 150)).toBeGreaterThan(3 * within(75, 90))
  })
})
