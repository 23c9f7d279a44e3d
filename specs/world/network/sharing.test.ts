/** B7: messages share a bandwidth: one after another, side by side, or all at once and fairly. */
import {
  type Bandwidth,
  type CableSpec,
  call,
  type LinkSpec,
  simulate,
  type Size,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** So many requests at once, each of a size, to a store that takes no time. */
const burst = (requests: number, request: Size) =>
  once(call('db', { request }), { rate: '1000/ms', requests })

/** How long each of some requests over a link took, in order of being sent. */
function times(link: LinkSpec, requests: number, request: Size): number[] {
  const small = system(
    'small',
    { users: burst(requests, request), db: store({ time: 0, concurrency: 100 }) },
    { network: { default: link } },
  )
  const run = simulate(small, { for: '1s', trace: true })
  return story(run).map(([at, until]) => Math.round((until - at) * 100) / 100)
}

/** Four senders, each with a rate and a second's worth of data, over one cable. */
function senders(cable: CableSpec, rates: readonly number[]) {
  const link = (rate = 0) => ({ over: 'trunk' as const, rate: `${rate}Mbps` as Bandwidth })
  const send = (rate = 0) => once(call('sink', { request: (rate * 1_000_000) / 8 }))
  const [a, b, c, d] = rates
  const four = system(
    'four',
    { a: send(a), b: send(b), c: send(c), d: send(d), sink: store({ time: 0 }) },
    {
      cables: { trunk: cable },
      network: {
        'a->sink': link(a),
        'b->sink': link(b),
        'c->sink': link(c),
        'd->sink': link(d),
      },
    },
  )
  return simulate(four, { for: '1s' })
}

const seconds = (run: ReturnType<typeof senders>): (number | undefined)[] =>
  (['a', 'b', 'c', 'd'] as const).map(name => {
    const ms = run.on(`${name}->sink`).latency.mean
    return ms === undefined ? undefined : Math.round(ms) / 1_000
  })

describe('B7 a link that nobody shares', () => {
  it('carries every message as if it were alone', () => {
    expect(times({ bandwidth: '1Gbps' }, 3, '1MB')).toEqual([8, 8, 8])
  })
})

describe('B7 first in, first out', () => {
  it('sends one message after another', () => {
    expect(times({ bandwidth: '1Gbps', sharing: 'fifo' }, 3, '1MB')).toEqual([8, 16, 24])
  })

  it('adds the latency of each after its turn', () => {
    const link: LinkSpec = { bandwidth: '1Gbps', sharing: 'fifo', distance: '200km' }
    expect(times(link, 2, '1MB')).toEqual([10, 18])
  })

  it('has less of the link when others use it', () => {
    const link: LinkSpec = { bandwidth: '1Gbps', sharing: 'fifo', load: '600Mbps' }
    expect(times(link, 2, '1MB')).toEqual([20, 40])
  })

  it('tells the wait apart in a journey, there and back', () => {
    const small = system(
      'small',
      {
        users: once(call('db', { request: '1MB', response: '2MB' }), {
          rate: '1000/ms',
          requests: 2,
        }),
        db: store({ time: 0 }),
      },
      { network: { default: { bandwidth: '1Gbps', sharing: 'fifo', distance: '200km', hops: 4 } } },
    )
    const run = simulate(small, { for: '1s', trace: true })
    const { there, back, network } = run.breakdown(1)
    expect(there.queuing).toBeCloseTo(8)
    expect(back.queuing).toBeCloseTo(8)
    expect(there).toMatchObject({ transmission: 8, propagation: 1, processing: 0.2 })
    expect(back).toMatchObject({ transmission: 16, propagation: 1, processing: 0.2 })
    expect(network).toBeCloseTo(8 + 8 + 16 + 8 + 2.4)
    const [attempt] = run.trace(1).attempts
    expect(attempt.there).toEqual(there)
    expect(attempt.thereMs).toBeCloseTo(17.2)
  })
})

describe('B7 fair sharing with weights', () => {
  const two = (cable: CableSpec, link: object) =>
    system(
      'two',
      {
        a: once(call('sink', { request: '1MB' })),
        b: once(call('sink', { request: '1MB' })),
        sink: store({ time: 0, concurrency: 9 }),
      },
      {
        cables: { trunk: cable },
        network: { 'a->sink': { over: 'trunk', ...link }, 'b->sink': { over: 'trunk' } },
      },
    )
  const ends = (link: object) => {
    const run = simulate(two({ bandwidth: '1Gbps', sharing: 'fair' }, link), { for: '1s' })
    return (['a->sink', 'b->sink'] as const).map(name => run.on(name).latency.mean)
  }

  it('gives each message of a link so many shares, and all of it to whoever is left', () => {
    expect(ends({})).toEqual([16, 16])
    // 750 Mbps for 8 Mb; the other has got a third of that, and all from then on.
    expect(ends({ weight: 3 })).toEqual([expect.closeTo(32 / 3), 16])
    expect(ends({ weight: 1 / 3 })).toEqual([16, expect.closeTo(32 / 3)])
  })

  it('leaves to others what a message of more weight does not take', () => {
    // 100 Mbps for 80 ms, and 900 for the other.
    expect(ends({ weight: 3, rate: '100Mbps' })).toEqual([80, expect.closeTo(80 / 9)])
  })

  it('needs a cable that is shared so', () => {
    const own = { network: { 'a->sink': { bandwidth: '1Gbps', sharing: 'fair', weight: 2 } } }
    const parts = { a: once('sink'), sink: store({ time: 0 }) }
    expect(() => system('own', parts, own as never)).toThrow('weigh the same')
    expect(() => two({ bandwidth: '1Gbps', sharing: 'fifo' }, { weight: 2 })).toThrow(
      'is not shared fairly',
    )
    const fair = { bandwidth: '1Gbps', sharing: 'fair' } as const
    expect(() => two(fair, { weight: 0 })).toThrow('weight: 4')
  })
})

describe('B7 fair sharing', () => {
  it('sends all messages at once, so all take longer', () => {
    expect(times({ bandwidth: '1Gbps', sharing: 'fair' }, 3, '1MB')).toEqual([24, 24, 24])
  })

  it('of 1 Gbps leaves 400 Mbps beside 100, 300 and 200; who wants 500 gets its fair share', () => {
    const run = senders({ bandwidth: '1Gbps', sharing: 'fair' }, [100, 300, 200, 500])
    expect(seconds(run)).toEqual([1, 1, 1, 1.2]) // 400 Mbit by then, then 100 more at 500 Mbps
    expect(run.on('d->sink').network?.there.queuing.mean).toBeCloseTo(200)
    expect(run.on('a->sink').network?.there.queuing.mean).toBe(0)
  })

  it('gives equal shares to all who want more', () => {
    const run = senders({ bandwidth: '1Gbps', sharing: 'fair' }, [100, 500, 500, 500])
    expect(seconds(run)).toEqual([1, 1.6, 1.6, 1.6]) // 300 Mbps each, then 333
  })

  it('takes in the load of others as one who wants so much', () => {
    const one = (load: Bandwidth) =>
      times({ bandwidth: '1Gbps', sharing: 'fair', load }, 1, '1MB')[0]
    expect(one('100Mbps')).toBeCloseTo(8 / 0.9, 2)
    expect(one('500Mbps')).toBe(16)
    expect(one('800Mbps')).toBe(16) // no more than its equal share
  })

  it('lets a small message pass a big one', () => {
    const small = system(
      'small',
      {
        bulk: once(call('db', { request: '10MB' })),
        chat: once(call('db', { request: '1KB' })),
        db: store({ time: 0 }),
      },
      {
        cables: { trunk: { bandwidth: '1Gbps' } },
        network: { default: { over: 'trunk' } },
      },
    )
    const run = simulate(small, { for: '1s' })
    expect(run.on('chat->db').latency.mean).toBeCloseTo(0.016)
    expect(run.on('bulk->db').latency.mean).toBeCloseTo(80.008)
  })
})

describe('B7 reserved bandwidth', () => {
  it('beside 100, 300 and 200 of 1000 Mbps is not enough for 500, which waits', () => {
    const run = senders({ bandwidth: '1Gbps', sharing: 'reserved' }, [100, 300, 200, 500])
    expect(seconds(run)).toEqual([1, 1, 1, 2])
    expect(run.on('d->sink').network?.there.queuing.mean).toBe(1_000)
  })

  it('is enough for 400', () => {
    const run = senders({ bandwidth: '1Gbps', sharing: 'reserved' }, [100, 300, 200, 400])
    expect(seconds(run)).toEqual([1, 1, 1, 1])
    expect(run.on('a->sink').network?.there.utilisation).toBeCloseTo(1)
  })
})
