/** Connections after a failover: all are made anew at once, or there are more than one can hold. */
import {
  call,
  clients,
  crash,
  exponential,
  gateway,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

describe('a connection storm', () => {
  const users = clients({ rate: '400/s', arrivals: 'steady', call: 'web', timeout: '1s' })
  const db = store({ time: '5ms', listen: { accepts: '50/s' } })
  const kept = (most: number) => ({ latency: '1ms', connection: {}, keepAlive: { most } }) as const
  const failover = crash('db', { refuse: true }).at('20s').for('5s')

  it('outlives the failover: 400 processes with a connection each need 8 s at 50 a second', () => {
    const web = service({ replicas: 400, handle: call('db', { timeout: '1s' }) })
    const direct = system('direct', { users, web, db }, { network: { 'web->db': kept(1) } })
    const run = simulate(direct, { for: '40s', faults: [failover] })
    const seconds = [18, 25, 27, 29, 31, 33].map(at =>
      run.availability({ between: [at * 1_000, (at + 1) * 1_000] }),
    )
    // One in seven is served in the first second behind it; all are from the ninth on.
    expect(seconds).toEqual([1, 0.14, 0.425, 0.705, 0.99, 1])
  })

  it('does not arise where a pooler keeps 20 connections for all of them', () => {
    const web = service({ replicas: 400, handle: call('pooler', { timeout: '1s' }) })
    const pooler = gateway({ handle: call('db', { timeout: '1s' }) })
    const network = { 'web->pooler': kept(1), 'pooler->db': kept(20) }
    const pooled = system('pooled', { users, web, pooler, db }, { network })
    const run = simulate(pooled, { for: '40s', faults: [failover] })
    expect(run.availability({ between: ['25s', '40s'] })).toBe(1)
    expect(run.on('pooler->db', { between: ['25s', '40s'] }).network?.connections).toBe(20)
  })
})

describe('connections over the limit of a database', () => {
  /** Two databases, each with a pool in each of 12 processes; one stands in for the other. */
  const shop = (most: number) =>
    system(
      'shop',
      {
        users: clients({ rate: '600/s', arrivals: 'steady', call: 'east', timeout: '2s' }),
        others: clients({ rate: '600/s', arrivals: 'steady', call: 'west', timeout: '2s' }),
        east: service({
          replicas: 12,
          handle: call('db-east', { timeout: '1s', fallback: call('db-west', { timeout: '1s' }) }),
        }),
        west: service({ replicas: 12, handle: call('db-west', { timeout: '1s' }) }),
        'db-east': store({ time: exponential('50ms'), listen: { maxConnections: 100 } }),
        'db-west': store({ time: exponential('50ms'), listen: { maxConnections: 100 } }),
      },
      {
        network: {
          default: { latency: '1ms', connection: {}, keepAlive: { most, idle: '10m' } },
          'users->east': '1ms',
          'others->west': '1ms',
        },
      },
    )
  const lost = crash('db-east', { refuse: true }).at('20s').for('20s')
  const play = (most: number) => simulate(shop(most), { for: '45s', faults: [lost] })
  const after = { between: ['25s', '40s'] } as const

  it('are turned away at failover: idle ones hold the places that others need', () => {
    const run = play(8)
    const { connections } = run.at('db-west', after).resources
    expect(run.at('db-west', { between: [0, '20s'] }).resources.connections.peak).toBe(85)
    expect(connections).toMatchObject({ mean: 100, peak: 100, denied: 5_619 })
    expect(run.availability({ on: 'others->west', ...after })).toBeCloseTo(0.9996, 4)
    expect(run.availability({ on: 'users->east', ...after })).toBeCloseTo(0.376, 3)
  })

  it('fit where pools are half as large: requests wait for one instead', () => {
    const run = play(4)
    expect(run.at('db-west', after).resources.connections).toMatchObject({ peak: 96, denied: 0 })
    expect(run.availability(after)).toBe(1)
  })
})
