/** B5: models of congestion in place of a queue: linear, exponential and in steps. */
import {
  type Bandwidth,
  call,
  type CongestionSpec,
  type LinkParts,
  simulate,
  store,
  system,
  UsageError,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

/** A request without length over 10 ms of link, of which others use a part. */
function oneWay(congestion: CongestionSpec, load: Bandwidth, parts: LinkParts = {}) {
  const small = system(
    'small',
    { users: once('db'), db: store({ time: 0 }) },
    {
      network: {
        'users->db': { distance: '2000km', bandwidth: '1Gbps', load, congestion, ...parts },
      },
    },
  )
  return simulate(small, { for: '1s', trace: true }).trace().attempts[0].thereMs
}

describe('B5 congestion by a linear model', () => {
  it('makes all take 1 + ρ times as long, or with another slope', () => {
    expect(oneWay({ model: 'linear' }, '0Mbps')).toBe(10)
    expect(oneWay({ model: 'linear' }, '500Mbps')).toBe(15)
    expect(oneWay({ model: 'linear' }, '1000Mbps')).toBe(20)
    expect(oneWay({ model: 'linear', slope: 4 }, '500Mbps')).toBe(30)
  })
})

describe('B5 congestion by an exponential model', () => {
  it('makes all take e^(2ρ) times as long, or steeper', () => {
    expect(oneWay({ model: 'exponential' }, '0Mbps')).toBe(10)
    expect(oneWay({ model: 'exponential' }, '500Mbps')).toBeCloseTo(10 * Math.E)
    expect(oneWay({ model: 'exponential', steepness: 3 }, '1000Mbps')).toBeCloseTo(200.855)
  })
})

describe('B5 congestion in steps', () => {
  it('doubles above 70 %, and takes 5 times as long above 90 %', () => {
    const model = { model: 'step' } as const
    const loads = ['690Mbps', '700Mbps', '710Mbps', '900Mbps', '910Mbps'] as const
    expect(loads.map(load => oneWay(model, load))).toEqual([10, 10, 20, 20, 50])
  })

  it('has the steps that were declared', () => {
    const steps = [
      { above: '10%', factor: 1.5 },
      { above: 0.5, factor: 3 },
    ] as const
    expect(oneWay({ model: 'step', steps }, '200Mbps')).toBe(15)
    expect(oneWay({ model: 'step', steps }, '600Mbps')).toBe(30)
  })

  it('counts as queuing in a journey', () => {
    const small = system(
      'small',
      { users: once('db'), db: store({ time: 0 }) },
      {
        network: {
          'users->db': {
            distance: '200km',
            jitter: '2ms',
            bandwidth: '1Gbps',
            load: '800Mbps',
            congestion: { model: 'step' },
          },
        },
      },
    )
    const { there } = simulate(small, { for: '1s', trace: true }).breakdown()
    expect(there).toMatchObject({ propagation: 1, jitter: 2, queuing: 3 })
  })
})

describe('B5 utilisation', () => {
  const busy = system(
    'busy',
    {
      users: once(call('db', { request: '10KB' }), { rate: '5000/s', requests: 50_000 }),
      db: store({ time: 0 }),
    },
    {
      network: {
        'users->db': {
          latency: '1ms',
          bandwidth: '1Gbps',
          load: '200Mbps',
          congestion: { model: 'linear' },
        },
      },
    },
  )

  it('is that of what is sent, and of others: 40 % and 20 %', () => {
    const run = simulate(busy, { for: '10s', resolution: '1s' })
    const later = { between: ['8s', '9s'] } as const
    // Sending takes 0.08 ms; all takes 1.6 times as long, and 1 ms comes back at ρ = 20 %.
    expect(run.on('users->db', later).latency.mean).toBeCloseTo(1.08 * 1.6 + 1.2, 2)
    expect(run.on('users->db', later).network?.there.utilisation).toBeCloseTo(0.6, 3)
  })
})

describe('B5 what contradicts itself', () => {
  it('is told', () => {
    const wrong = (parts: LinkParts) => () => oneWay({ model: 'linear' }, '1Mbps', parts)
    expect(wrong({ sharing: 'fifo' })).toThrow('needs no model of congestion')
    expect(wrong({ congestion: { model: 'cubic' } as never })).toThrow('"cubic" is no choice')
    expect(() =>
      system(
        's',
        { users: once('db'), db: store({ time: 0 }) },
        { network: { default: { congestion: { model: 'linear' }, load: '1Mbps' } } },
      ),
    ).toThrow(UsageError)
  })

  it('so are steps that do not rise', () => {
    const steps = [
      { above: 0.9, factor: 2 },
      { above: 0.5, factor: 3 },
    ]
    expect(() => oneWay({ model: 'step', steps }, '1Mbps')).toThrow('the steps do not rise')
  })
})
