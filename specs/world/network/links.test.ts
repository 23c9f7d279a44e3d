/** How long messages take: distance, size, hops, and which declaration counts. */
import { call, exponential, service, simulate, store, system } from 'gameday'
import type { LinkSpec, Size } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

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
    expect(attempt.there).toMatchObject({ latency: 2, transmission: 0.008 })
    expect(attempt.back).toMatchObject({ latency: 2, transmission: 8 })
    expect(run.breakdown()).toMatchObject({
      network: 12.008,
      waiting: 0,
      working: 5,
      backoff: 0,
      work: { db: 5 },
    })
  })
})

describe('B1 the parts of a latency', () => {
  const parted = system(
    'parted',
    {
      users: once(call('db', { request: '1MB', response: '1KB' }), { requests: 100 }),
      db: store({ time: 0 }),
    },
    {
      network: {
        default: {
          preset: 'sameRack',
          distance: '5600km',
          hops: 12,
          jitter: exponential('2ms'),
          bandwidth: '1Gbps',
        },
      },
    },
  )
  const run = simulate(parted, { for: '100s', trace: true })

  it('are told apart, there and back', () => {
    const { there, back } = run.breakdown()
    expect(there).toMatchObject({ propagation: 28, transmission: 8, queuing: 0 })
    expect(back).toMatchObject({ propagation: 28, transmission: 0.008, queuing: 0 })
    expect(there.processing).toBeCloseTo(0.6)
    expect(there.latency).toBeCloseTo(0.1, 0)
    expect(there.jitter).toBeGreaterThan(0)
    expect(there.jitter).not.toBe(back.jitter)
  })

  it('add up to the whole', () => {
    for (let i = 0; i < 100; i++) {
      const { there, back, network } = run.breakdown(i)
      const parts = [...Object.values(there), ...Object.values(back)] as number[]
      expect(parts.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(network, 9)
    }
  })

  it('change nothing by being told: no digest reads them, and no message takes longer', () => {
    const untraced = simulate(parted, { for: '100s' })
    expect(untraced.latency('p99')).toBe(run.latency('p99'))
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

  it('of regions counts between zones of which none says more', () => {
    const spread = (network: { readonly [name: string]: LinkSpec }) =>
      simulate(
        system(
          'spread',
          {
            users: once('web'),
            web: service({ zone: 'eu1', handle: [call('copy'), call('db')] }),
            copy: store({ zone: 'eu2', time: 0 }),
            db: store({ zone: 'us1', time: 0 }),
          },
          {
            regions: { eu: ['eu1', 'eu2'], us: ['us1'] },
            network: { 'users->web': 0, ...network },
          },
        ),
        { for: '1s' },
      )
    const run = spread({ default: '1ms', 'us<->eu': '40ms', 'eu<->eu': '2ms' })
    expect(run.on('web->db').latency.mean).toBe(80)
    expect(run.on('web->copy').latency.mean).toBe(4)
    const narrower = spread({ 'us<->eu': '40ms', 'eu1<->us1': '30ms' })
    expect(narrower.on('web->db').latency.mean).toBe(60)
  })
})
