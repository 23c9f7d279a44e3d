/**
 * A zone loss with spill-over, as in "Slack's Migration to a Cellular Architecture" (Slack
 * Engineering), the incident of 30 June 2021. Theirs: the link of one zone to the others is faulty
 * for 48 minutes and services call across zones; remedies: the provider took the link out of
 * service, and since then calls stay in their zone, and a zone is drained in 5 minutes. Assumed:
 * three zones, every rate and capacity, 30 % of packets lost, 8 of the 48 minutes.
 */
import { call, clients, crash, gateway, packetLoss, simulate, store, system } from 'gameday'
import { percent, table, whole } from '../support/table.ts'

type Variant = { zoneRouting?: 'preferSameZone'; slots: number; drained?: boolean }

const zones = ['a', 'b', 'c']
const fleet = { zones, replicas: 6, balance: 'random', health: { every: '2s' } } as const

const slack = ({ zoneRouting, slots }: Variant) =>
  system(
    'three zones',
    {
      users: clients({ rate: '400/s', call: 'edge', timeout: '3s' }),
      edge: gateway({ ...fleet, concurrency: 2_000, handle: call('api', { timeout: '1s' }) }),
      api: gateway({
        ...fleet,
        zoneRouting,
        concurrency: 2_000,
        handle: call('db', { timeout: '400ms', retry: { attempts: 2 } }),
      }),
      db: store({ ...fleet, zoneRouting, concurrency: slots, queue: 50, time: '20ms' }),
    },
    { network: { 'a<->b': '1ms', 'b<->c': '1ms', 'a<->c': '1ms', default: '0.2ms' } },
  )

const cut = (link: 'a<->b' | 'a<->c') => packetLoss(link, { rate: 0.3 }).at('2m').for('8m')
const drain = crash('zone:a', { refuse: true }).at('7m').for('3m')

/** What was served while the link is faulty, and in the last minutes of that; where calls went. */
export function outcome(variant: Variant) {
  const faults = [cut('a<->b'), cut('a<->c'), ...(variant.drained === true ? [drain] : [])]
  const run = simulate(slack(variant), { for: '10m', faults, strict: false })
  const [first, last] = [{ between: ['2m', '7m'] }, { between: ['8m', '10m'] }] as const
  const crossing = run.on('api->db', { between: ['0s', '2m'] }).zones?.crossing
  const served = { first: run.availability(first), last: run.availability(last) }
  return { ...served, crossing, p99: run.latency('p99', last) }
}

export const variants: Readonly<Record<string, Variant>> = {
  'as it was': { slots: 2 },
  'zone a drained after 5 min': { slots: 2, drained: true },
  'drained, with room (theirs)': { slots: 3, drained: true },
  'calls stay in their zone (theirs since)': { slots: 2, zoneRouting: 'preferSameZone' },
}

export function tell(): string {
  const rows = Object.entries(variants).map(([name, variant]) => {
    const { first, last, crossing, p99 } = outcome(variant)
    return [name, percent(crossing), percent(first), percent(last), `${whole(p99)} ms`]
  })
  return table(['', 'crossing', 'served 2-7m', '8-10m', 'p99'], rows)
}
