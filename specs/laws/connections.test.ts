/** What theory says of connections that are kept and closed. */
import { clients, type Duration, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const RATE = 0.2 / 1_000
const IDLE = 5_000
const ROUND_TRIP = 20

/** Requests come at random, five seconds apart on average, to a server that closes after five. */
const kept = (idle: Duration) =>
  system(
    'kept',
    {
      users: clients({ rate: '12/m', call: 'db' }),
      db: store({ time: 0, listen: { idle: '5s' } }),
    },
    { network: { 'users->db': { latency: '10ms', connection: {}, keepAlive: { idle } } } },
  )

const played = (idle: Duration) => simulate(kept(idle), { for: '500h' })

describe('the race of a request with the word that its connection is closed', () => {
  it('is lost by as many as set out in the last round trip: exp(−λ(s − r)) − exp(−λs)', () => {
    const run = played('90s')
    const { outcomes } = run.on('users->db')
    const sent = outcomes.ok + outcomes.error
    // From the answer on, a round trip later than the request before.
    const share =
      Math.exp(-RATE * ROUND_TRIP) *
      (Math.exp(-RATE * (IDLE - ROUND_TRIP)) - Math.exp(-RATE * IDLE))
    const deviation = Math.sqrt(sent * share)
    expect(sent * share).toBeGreaterThan(500)
    expect(Math.abs(outcomes.error - sent * share)).toBeLessThan(4 * deviation)
    expect(run.on('users->db').reasons).toEqual([
      { because: 'connection reset', count: outcomes.error },
    ])
  })

  it('is lost by nobody who closes first, at least a round trip earlier', () => {
    expect(played('4.98s').on('users->db').outcomes.error).toBe(0)
  })

  it('makes as many connections as gaps are longer than either side waits: exp(−λs)', () => {
    const { network, outcomes } = played('3s').on('users->db')
    const share = Math.exp(-RATE * (3_000 + ROUND_TRIP))
    const made = network?.connections ?? 0
    const deviation = Math.sqrt(outcomes.ok * share * (1 - share))
    // Those that overlap, or follow one that had to connect, are some too many or few.
    expect(Math.abs(made - outcomes.ok * share)).toBeLessThan(4 * deviation + outcomes.ok * 0.01)
  })
})

describe('connections that are accepted at a rate', () => {
  it('wait as in M/D/1 for it: ρ / (2μ(1 − ρ)) on average', () => {
    const each = system(
      'each',
      {
        users: clients({ rate: '60/s', call: 'db' }),
        db: store({ time: 0, listen: { accepts: '100/s', backlog: 'unbounded' } }),
      },
      { network: { 'users->db': { latency: '1ms', connection: { tls: 0 } } } },
    )
    const { latency } = simulate(each, { for: '1h' }).on('users->db')
    const waiting = 0.6 / (2 * 0.1 * (1 - 0.6))
    // Two round trips, its own turn, and the wait for it.
    expect(latency.mean).toBeGreaterThan(4 + 10 + waiting * 0.95)
    expect(latency.mean).toBeLessThan(4 + 10 + waiting * 1.05)
  })
})
