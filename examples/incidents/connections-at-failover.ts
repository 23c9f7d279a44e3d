/**
 * Connections that exceed a database at failover, as in "Avoiding Connection Exhaustion During
 * Replica Failover" (a runbook of database-read-replicas.com). Theirs: a replica is lost, callers
 * of two come to one, idle connections count, errors stay until pools are smaller. Assumed: every
 * figure; PostgreSQL takes 100 connections unless told otherwise.
 */
import { call, clients, crash, type Duration, exponential, service } from 'gameday'
import { simulate, store, system } from 'gameday'
import { percent, table, whole } from '../support/table.ts'

type Pools = { most: number; idle: Duration; taken?: number }
const shop = ({ most, idle, taken = 100 }: Pools) =>
  system(
    'two regions',
    {
      eastern: clients({ rate: '600/s', call: 'east', timeout: '2s' }),
      western: clients({ rate: '600/s', call: 'west', timeout: '2s' }),
      east: service({
        replicas: 12,
        handle: call('db-east', { timeout: '1s', fallback: call('db-west', { timeout: '1s' }) }),
      }),
      west: service({ replicas: 12, handle: call('db-west', { timeout: '1s' }) }),
      'db-east': store({ time: exponential('50ms'), listen: { maxConnections: taken } }),
      'db-west': store({ time: exponential('50ms'), listen: { maxConnections: taken } }),
    },
    {
      network: {
        default: { latency: '1ms', connection: {}, keepAlive: { most, idle } },
        'eastern->east': '1ms',
        'western->west': '1ms',
      },
    },
  )

const lost = crash('db-east', { refuse: true }).at('20s').for('40s')

/** What each region got from 5 s after the loss on, and what the other database turned away. */
export function outcome(pools: Pools) {
  const run = simulate(shop(pools), { for: '1m', faults: [lost] })
  const after = { between: ['25s', '60s'] } as const
  const served = (on: 'eastern->east' | 'western->west') => run.availability({ on, ...after }) ?? 0
  const { peak, denied } = run.at('db-west', after).resources.connections
  return { east: served('eastern->east'), west: served('western->west'), peak, denied }
}

/** As it was; what the runbook does; one setting of the database; and half a remedy. */
export const pools: Readonly<Record<string, Pools>> = {
  'pools of 8, as it was': { most: 8, idle: '10m' },
  'pools of 4 (theirs)': { most: 4, idle: '10m' },
  '200 connections taken': { most: 8, idle: '10m', taken: 200 },
  'pools of 8, idle for 1 s': { most: 8, idle: '1s' },
}

export function tell(): string {
  const rows = Object.entries(pools).map(([name, pool]) => {
    const { east, west, peak, denied } = outcome(pool)
    return [name, percent(east), percent(west), whole(peak), whole(denied)]
  })
  return table(['25-60s', 'east served', 'west served', 'connections', 'denied'], rows)
}
