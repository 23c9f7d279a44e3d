/** Packets that a fault loses are sent again; messages that a fault drops are gone. */
import {
  drop,
  type Fault,
  type LossSpec,
  packetLoss,
  partition,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** Requests over a link of 1 ms, with all the time they like. */
const linked = (loss: LossSpec | undefined, requests: number) =>
  system(
    'linked',
    { users: once('db', { requests, rate: '100/s', timeout: '1h' }), db: store({ time: 0 }) },
    { network: { 'users->db': { latency: '1ms', ...(loss && { loss }) } } },
  )

const play = (
  fault: Fault<'users->db'>,
  { loss, requests = 10_000 }: { loss?: LossSpec; requests?: number } = {},
) =>
  simulate(linked(loss, requests), {
    for: '100s',
    trace: requests < 100,
    faults: [fault],
    strict: false,
  })

const lost = (run: ReturnType<typeof play>): number => 1 - (run.availability() ?? NaN)

describe('C2 dropped messages', () => {
  it.each<[string, LossSpec | undefined]>([
    ['plain', undefined],
    ['with a transport', {}],
    ['without one', { transport: 'none' }],
  ])('are gone, over a link that is %s', (_what, loss) => {
    const run = play(drop('users->db', { rate: '15%' }), loss && { loss })
    // 1 - 0.85²; 10,000 draws: four standard deviations are 1.8 %.
    expect(Math.abs(lost(run) - 0.2775)).toBeLessThan(0.018)
  })
})

describe('C2 lost packets', () => {
  it.each<[string, LossSpec | undefined]>([
    ['plain', undefined],
    ['with a transport', {}],
  ])('are sent again, over a link that is %s', (_what, loss) => {
    const run = play(packetLoss('users->db', { rate: '15%' }), loss && { loss })
    const { there, back } = run.on('users->db').network!
    expect(run.availability()).toBe(1)
    expect(Math.abs(there.lost / (there.sent + there.retransmitted) - 0.15)).toBeLessThan(0.015)
    expect(there.retransmitted).toBe(there.lost)
    expect(run.faults[0].touched).toBe(there.lost + back.lost)
  })

  it('are as many as the same loss of the link itself makes', () => {
    const latency = (run: ReturnType<typeof play>): number => run.latency('p95') ?? NaN
    const declared = play(packetLoss('users->db', { rate: 1e-9 }), { loss: { rate: 0.2 } })
    const struck = play(packetLoss('users->db', { rate: 0.2 }))
    expect(latency(struck)).toBeCloseTo(latency(declared), 0)
  })

  it('cost a retransmission time-out each: 200 ms, then 400 ms', () => {
    const run = play(packetLoss('users->db', { rate: 1, way: 'there' }).for('500ms'), {
      requests: 1,
    })
    expect(story(run)).toEqual([[0, 602, 'ok']])
    expect(run.breakdown(0).there.retransmission).toBe(600)
  })

  it('wait as the link says, where it says so', () => {
    const loss = { rto: '100ms', retransmissions: 1 } as const
    const late = play(packetLoss('users->db', { rate: 1 }).for('50ms'), { loss, requests: 1 })
    expect(story(late)).toEqual([[0, 102, 'ok']])
    const gone = play(packetLoss('users->db', { rate: 1 }).for('150ms'), { loss, requests: 1 })
    expect(gone.requests().outcomes.timeout).toBe(1)
  })

  it('are gone where there is no transport', () => {
    const loss = { transport: 'none' } as const
    const run = play(packetLoss('users->db', { rate: '15%' }), { loss })
    expect(Math.abs(lost(run) - 0.2775)).toBeLessThan(0.018)
  })

  it('leave a link as it was for other faults', () => {
    const faults = [packetLoss('users->db', { rate: 1e-12 }), partition('users->db').for('50ms')]
    const run = simulate(linked(undefined, 1), { for: '10s', faults, strict: false })
    // A plain link has no transport of its own: what a partition takes is gone.
    expect(run.requests().outcomes.timeout).toBe(1)
  })

  it('are those of links: a single replica has none', () => {
    const wrong = packetLoss('db#0') as Fault
    expect(() => simulate(linked({}, 1), { for: '1s', faults: [wrong as never] })).toThrow(
      '"db#0" has no links of its own to cut',
    )
  })
})
