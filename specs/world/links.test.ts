/** How long messages take: distance, size, hops, presets, and which declaration counts. */
import { call, type LinkPreset, linkPresets, service, simulate, store, system } from 'gameday'
import type { LinkSpec, Size } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from './support/story.ts'

type Sizes = { readonly request?: Size; readonly response?: Size }

/** How long a request over one link takes, to a store that needs no time. */
function roundTrip(link: LinkSpec, sizes: Sizes = {}): number | undefined {
  const small = system(
    'small',
    { users: once(call('db', sizes)), db: store({ time: 0 }) },
    { network: { default: link } },
  )
  return simulate(small, { for: '1s' }).requests().latency.mean
}

describe('B1 a link', () => {
  it('takes no time unless it says so', () => {
    const small = system('small', { users: once('db'), db: store({ time: '3ms' }) })
    expect(story(simulate(small, { for: '1s', trace: true }))).toEqual([[0, 3, 'ok']])
  })

  it('takes its latency each way', () => {
    expect(roundTrip('10ms')).toBe(20)
    expect(roundTrip(10)).toBe(20)
  })

  it('adds up its parts', () => {
    const link = {
      latency: '1ms',
      distance: '200km',
      hops: 10,
      perHop: '0.1ms',
      bandwidth: '1Gbps',
    }
    expect(roundTrip(link as LinkSpec, { request: '1MB' })).toBe(2 * (1 + 1 + 1) + 8)
  })

  it('tells each way apart in a journey', () => {
    const small = system(
      'small',
      { users: once(call('db', { request: '1KB', response: '1MB' })), db: store({ time: '5ms' }) },
      { network: { default: { latency: '2ms', bandwidth: '1Gbps' } } },
    )
    const run = simulate(small, { for: '1s', trace: true })
    const [attempt] = run.trace().attempts
    expect([attempt.thereMs, attempt.backMs]).toEqual([2.008, 10])
    expect(run.breakdown()).toEqual({
      network: 12.008,
      waiting: 0,
      working: 5,
      backoff: 0,
      work: { db: 5 },
    })
  })
})

describe('B2 propagation', () => {
  it('takes 0.005 ms for a kilometre', () => {
    expect(roundTrip({ distance: '1km' })).toBe(0.01)
    expect(roundTrip({ distance: '5600km' })).toBe(56)
  })
})

describe('B3 transmission', () => {
  it('takes the size over the bandwidth', () => {
    const request = (size: Size, bandwidth: `${number}Gbps`) =>
      roundTrip({ bandwidth }, { request: size })
    expect(request('1MB', '1Gbps')).toBe(8)
    expect(request('1MB', '10Gbps')).toBe(0.8)
    expect(request('1MB', '100Gbps')).toBe(0.08)
    expect(request('1KB', '1Gbps')).toBe(0.008)
  })

  it('of nothing takes no time, and so does any size without a bandwidth', () => {
    expect(roundTrip({ bandwidth: '1Kbps' })).toBe(0)
    expect(roundTrip('1ms', { request: '5GB' })).toBe(2)
  })
})

describe('B4 processing', () => {
  it('takes each hop its time, 0.05 ms unless it says otherwise', () => {
    expect(roundTrip({ hops: 10 })).toBe(1)
    expect(roundTrip({ hops: 20, perHop: '0.1ms' })).toBe(4)
  })
})

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
    const many = system(
      'many',
      { users: once('db', { rate: '100/s', requests: 5_000 }), db: store({ time: 0 }) },
      { network: { default: name as LinkPreset } },
    )
    const run = simulate(many, { for: '50s' })
    // The histogram of a run answers within 0.4 %.
    for (const percentile of ['p50', 'p99'] as const) {
      expect(run.latency(percentile)).toBeGreaterThanOrEqual(range[0] * 0.996)
      expect(run.latency(percentile)).toBeLessThanOrEqual(range[1] * 1.004)
    }
  })

  it('has a name each, and no other names are known', () => {
    expect(Object.keys(linkPresets)).toContain('publicInternet')
    expect(() => roundTrip('sameRak' as LinkPreset)).toThrow('did you mean "sameRack"?')
  })
})

describe('the narrowest declaration', () => {
  const latency = (network: { readonly [name: string]: LinkSpec }): number | undefined => {
    const small = system(
      'small',
      {
        users: once('web'),
        web: service({ zone: 'eu', handle: call('db.read') }),
        db: service({ zone: 'us', operations: { read: [] } }),
      },
      { network: { 'users->web': 0, ...network } },
    )
    return simulate(small, { for: '1s' }).requests().latency.mean
  }

  it('counts: a call, then its components, then their zones, then the default', () => {
    const network = {
      default: '1ms',
      'us<->eu': '2ms',
      'web->db': '4ms',
      'web->db.read': '8ms',
    } as const
    const { default: all, 'us<->eu': zones, 'web->db': components } = network
    expect(latency({ default: all })).toBe(2)
    expect(latency({ default: all, 'us<->eu': zones })).toBe(4)
    expect(latency({ default: all, 'us<->eu': zones, 'web->db': components })).toBe(8)
    expect(latency(network)).toBe(16)
  })
})
