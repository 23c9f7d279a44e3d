/** B7: one bandwidth for several calls, buffers in front of it, and faults on it. */
import {
  type CableSpec,
  call,
  type Fault,
  type LinkSpec,
  partition,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** So many requests of 1 MB at once over a link. */
const over = (link: LinkSpec, requests: number, faults: readonly Fault<'users->db'>[] = []) =>
  simulate(
    system(
      'small',
      {
        users: once(call('db', { request: '1MB' }), { rate: '1000/ms', requests }),
        db: store({ time: 0 }),
      },
      { network: { default: link } },
    ),
    { for: '1s', trace: true, faults },
  )

describe('B7 a cable', () => {
  const linked = (cable: Partial<CableSpec>) => {
    const both = system(
      'both',
      {
        users: once('web'),
        web: service({
          handle: [call('db', { request: '1MB' }), call('files', { response: '1MB' })],
        }),
        robots: once(call('db', { request: '1MB' })),
        db: store({ time: 0 }),
        files: store({ time: 0 }),
      },
      {
        cables: { uplink: { bandwidth: '1Gbps', sharing: 'fifo', ...cable } },
        network: {
          'web->db': { over: 'uplink' },
          'web->files': { over: 'uplink' },
          'robots->db': { over: 'uplink' },
        },
      },
    )
    return simulate(both, { for: '1s', trace: true })
  }

  it('carries several calls, which wait for each other', () => {
    const run = linked({})
    expect(run.on('robots->db').latency.mean).toBe(8)
    expect(run.on('web->db').latency.mean).toBe(16)
  })

  it('has a capacity in each direction, or one for both', () => {
    const answers = (duplex: 'full' | 'half') =>
      simulate(
        system(
          'pair',
          {
            up: once(call('db', { request: '1MB' })),
            down: once(call('db', { response: '1MB' })),
            db: store({ time: 0 }),
          },
          {
            cables: { wire: { bandwidth: '1Gbps', sharing: 'fifo', duplex } },
            network: { default: { over: 'wire' } },
          },
        ),
        { for: '1s' },
      ).on('down->db').latency.mean
    expect(answers('full')).toBe(8)
    expect(answers('half')).toBe(16)
  })

  it('between two zones leads from one to the other, whoever calls whom', () => {
    const run = simulate(
      system(
        'zones',
        {
          here: service({ zone: 'eu', handle: call('there', { request: '1MB' }) }),
          back: service({ zone: 'us', handle: call('home', { response: '1MB' }) }),
          there: store({ zone: 'us', time: 0 }),
          home: store({ zone: 'eu', time: 0 }),
          a: once('here'),
          b: once('back'),
        },
        { network: { 'eu<->us': { bandwidth: '1Gbps', sharing: 'fifo' } } },
      ),
      { for: '1s' },
    )
    // A request of eu and an answer to us go the same way, so one waits for the other.
    const latencies = [run.on('here->there').latency.mean, run.on('back->home').latency.mean]
    expect(new Set(latencies)).toEqual(new Set([8, 16]))
    expect(run.on('here->there').network?.there.utilisation).toBeCloseTo(0.016)
    expect(run.on('here->there').network?.back.utilisation).toBe(0)
  })
})

describe('B7 a buffer', () => {
  it('drops what finds it full; the transport sends that again', () => {
    const run = over({ bandwidth: '1Gbps', sharing: 'fifo', buffer: '0.5MB' }, 3)
    expect(story(run).map(([, until]) => Math.round(until))).toEqual([8, 208, 608])
    expect(run.on('users->db').network?.there).toMatchObject({
      sent: 3,
      dropped: 3,
      retransmitted: 3,
      givenUp: 0,
    })
    expect(run.breakdown(2).there.retransmission).toBe(200 + 400)
  })

  it('of a shared link is what is under way', () => {
    const run = over({ bandwidth: '1Gbps', sharing: 'fair', buffer: '1MB' }, 3)
    expect(story(run).map(([, until]) => Math.round(until))).toEqual([16, 16, 208])
  })
})

describe('B7 faults on a shared link', () => {
  const run = (fault: Fault<'users->db'>) =>
    over({ bandwidth: '1Gbps', sharing: 'fifo' }, 2, [fault])

  it('delay messages after their turn', () => {
    const slowed = run(slow('users->db', { by: '5ms' }))
    expect(story(slowed).map(([, until]) => Math.round(until))).toEqual([13, 21])
    expect(slowed.breakdown().there.slowed).toBe(5)
  })

  it('lose them, and nobody sends them again', () => {
    const lost = run(partition('users->db').for('100ms'))
    expect(lost.on('users->db').outcomes.timeout).toBe(2)
    expect(lost.on('users->db').network?.there).toMatchObject({ lost: 2, givenUp: 2 })
  })
})
