/** Connections after a failover: all are made anew at once, or there are more than one can hold. */
import { call, clients, crash, gateway, service, simulate, store, system } from 'gameday'
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
