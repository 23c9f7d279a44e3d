/**
 * A cache fleet that goes cold, as in "Slack's Incident on 2-22-22" (Slack Engineering). Theirs: an
 * upgrade empties cache nodes, a quarter at a time; then misses are so many that a query which asks
 * every shard overloads the database, what times out fills no cache, and so it stays; remedies:
 * boots of clients are throttled, then let in again in steps; the query asks fewer shards. Assumed:
 * eight shards, four nodes, every rate and capacity.
 */
import { cache, cached, call, change, type Change, clients, type Duration, flush } from 'gameday'
import { parallel, ramp, service, simulate, store, system } from 'gameday'
import { percent, table } from '../support/table.ts'

const ask = call('vitess', { timeout: '1s', retry: { attempts: 2 } })
type Variant = { nodes: number; shards: number; changes?: readonly Change<'web'>[] }

const slack = (shards: number) =>
  system('slack', {
    boots: clients({
      load: ramp({ from: '20/s', to: '400/s', over: '2m' }),
      call: call('web', { timeout: '5s' }),
    }),
    web: service({
      concurrency: 4_000,
      handle: cached('members', {
        key: 5_000,
        ttl: '1h',
        miss: parallel(...Array.from({ length: shards }, () => ask)),
      }),
    }),
    members: cache({ replicas: 4, latency: '1ms' }),
    vitess: store({ replicas: 8, concurrency: 4, queue: 200, time: '20ms' }),
  })

/** How many boots were served in the minute after, in the fifth and in the last; and hits then. */
export function outcome({ nodes, shards, changes = [] }: Variant) {
  const faults = Array.from({ length: nodes }, (_, node) => flush(`members#${node}`).at('5m'))
  const run = simulate(slack(shards), { for: '15m', faults, changes })
  const last = { between: ['14m', '15m'] } as const
  const [first, fifth] = [run.availability(minute(5)), run.availability(minute(9))]
  return { first, fifth, last: run.availability(last), hits: run.cache('members', last).hitRatio }
}

const minute = (at: number) => ({ between: [at * 60_000, (at + 1) * 60_000] }) as const
const slower = change('web', { rateLimit: { algorithm: 'tokenBucket', rate: '100/s' } })
const throttled = (at: Duration, lasts: Duration) => [slower.at(at).for(lasts)]

export const variants: Readonly<Record<string, Variant>> = {
  'one node of four': { nodes: 1, shards: 8 },
  'three nodes, as it was': { nodes: 3, shards: 8 },
  'boots throttled, min 8 to 12 (theirs)': { nodes: 3, shards: 8, changes: throttled('8m', '4m') },
  'throttled at once, min 6 to 8': { nodes: 3, shards: 8, changes: throttled('6m', '2m') },
  'two shards asked, from the start': { nodes: 3, shards: 2 },
}

export function tell(): string {
  const rows = Object.entries(variants).map(([name, variant]) => {
    const { first, fifth, last, hits } = outcome(variant)
    return [name, percent(first), percent(fifth), percent(last), percent(hits)]
  })
  return table(['', 'served 5-6m', '9-10m', '14-15m', 'hit ratio'], rows)
}
