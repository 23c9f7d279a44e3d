/** B6: messages get lost; the transport sends them again, or nobody does. */
import { call, type LossSpec, partition, type Share, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** One request a second over a lossy link of 1 ms, with all the time they like. */
function lossy(loss: Share | LossSpec, requests = 1) {
  return system(
    'lossy',
    { users: once('db', { requests, rate: '100/s', timeout: '1h' }), db: store({ time: 0 }) },
    { network: { 'users->db': { latency: '1ms', loss } } },
  )
}

describe('B6 loss', () => {
  it('of 5 % each way loses 5 % of messages, each sent again', () => {
    const run = simulate(lossy('5%', 20_000), { for: '200s' })
    const { there, back } = run.on('users->db').network!
    // Of n messages at p the share strays by 4 √(p(1-p)/n) = 0.6 % once in 16,000 times.
    expect(there.lost / (there.sent + there.retransmitted)).toBeCloseTo(0.05, 2)
    expect(back.lost / (back.sent + back.retransmitted)).toBeCloseTo(0.05, 2)
    expect(there.retransmitted).toBe(there.lost)
    expect(run.availability()).toBe(1)
  })

  it('costs a retransmission time-out: 200 ms, then 400 ms', () => {
    const run = simulate(lossy('30%', 2_000), { for: '20s', trace: true })
    const latencies = new Set(story(run).map(([at, until]) => Math.round(until - at)))
    expect([...latencies].toSorted((a, b) => a - b).slice(0, 4)).toEqual([2, 202, 402, 602])
    const slow = run.recording.journeys.findIndex(({ at, until }) => until - at > 201)
    const { there, back, network } = run.breakdown(slow)
    expect(there.retransmission + back.retransmission).toBeGreaterThanOrEqual(200)
    expect(there.retransmission + back.retransmission + 2).toBeCloseTo(network)
  })

  it('gives up after so many times', () => {
    const run = simulate(lossy({ rate: 1, rto: '100ms', retransmissions: 3 }), { for: '1s' })
    expect(run.on('users->db').network?.there).toMatchObject({
      sent: 1,
      retransmitted: 3,
      lost: 4,
      givenUp: 1,
    })
    expect(run.requests().outcomes.timeout).toBe(1)
  })

  it('without a transport is for good: the caller waits in vain', () => {
    const run = simulate(lossy({ rate: '10%', transport: 'none' }, 20_000), { for: '200s' })
    // Both messages of a request must arrive: 0.9 squared.
    expect(run.availability()).toBeCloseTo(0.81, 2)
    expect(run.on('users->db').network?.there.retransmitted).toBe(0)
  })

  it('does not move other chances', () => {
    const latencies = (loss: Share) =>
      simulate(
        system(
          'two',
          { users: once('db', { requests: 20 }), db: store({ time: 0 }) },
          { network: { 'users->db': { preset: 'sameZone', loss } } },
        ),
        { for: '20s', trace: true },
      ).recording.journeys.map(({ attempts }) => attempts[0].there.latency)
    expect(latencies(1e-9)).toEqual(latencies(1e-12))
  })
})

describe('B6 loss in congestion', () => {
  const link = (mbps: number) =>
    system(
      'busy',
      {
        users: once(call('db', { request: '10KB' }), { rate: '1000/s', requests: 20_000 }),
        db: store({ time: 0 }),
      },
      {
        network: {
          'users->db': {
            bandwidth: '1Gbps',
            load: `${mbps}Mbps`,
            loss: { rate: '1%', congested: '20%', transport: 'none' },
          },
        },
      },
    )

  it.each([
    [700, '78 %', 0.01],
    [850, '93 %', 0.2],
  ])('beside %d Mbps, at %s utilisation, loses its share', (load, _, share) => {
    const run = simulate(link(load), { for: '20s', resolution: '1s' })
    const { there } = run.on('users->db', { between: ['10s', '20s'] }).network!
    expect(there.lost / there.sent).toBeCloseTo(share, 1.5)
  })
})

describe('B6 what faults lose', () => {
  it('is sent again by a transport that does so: a short partition only delays', () => {
    const cut = partition('users->db').for('500ms')
    const run = simulate(lossy({}, 1), { for: '1s', trace: true, faults: [cut] })
    expect(story(run)).toEqual([[0, 602, 'ok']])
    expect(run.faults[0].touched).toBe(2)
  })
})
