/**
 * A name service and its lease managers, as in "Summary of the Amazon DynamoDB Service Disruption
 * in the Northern Virginia (US-EAST-1) Region", 20 October 2025. Theirs: nobody can look up
 * DynamoDB, and leases to servers run out; once it is back all are asked for anew, time out and are
 * queued again; remedy: work is throttled, and hosts restart, which clears their queues. Assumed:
 * every rate and capacity (3.6 times what a day needs), minutes for hours.
 */
import { call, change, clients, crash, dnsFailure, errors, external, type Fault } from 'gameday'
import { service, simulate, system, uniform, work } from 'gameday'
import { percent, table } from '../support/table.ts'

const lease = { retry: { attempts: 400, base: '3s', backoff: 'constant' }, timeout: '5s' } as const
const droplets = { users: 500, think: uniform('1m', '5m'), timeout: '1h' } as const
const state = call('dynamodb', { timeout: '2s' })
const ec2 = ({ hosts = 4, queue = 10_000 }: Variant) =>
  system('ec2', {
    servers: clients({ ...droplets, call: call('manager.lease', lease) }),
    customers: clients({ rate: '1/s', timeout: '10s', call: 'api' }),
    api: service({ concurrency: 1_000, handle: call('manager.launch', { timeout: '5s' }) }),
    manager: service({
      replicas: hosts,
      concurrency: 1,
      queue,
      operations: { lease: [state, work('400ms')], launch: [state, work('100ms')] },
    }),
    dynamodb: external({ time: '5ms' }),
  })

/** The name is gone for 5 minutes; 10 minutes later something is done about it. */
export const nameLost = dnsFailure('dynamodb').at('5m').for('5m')
const throttled = errors('servers->manager.lease', { rate: 0.9, code: 429 }).at('20m').forever()
const dropped = (host: number) => crash(`manager#${host}`, { refuse: true }).for('30s')
const restarted = [0, 1, 2, 3].map(host => dropped(host).at(`${20 + host}m`))
const shorter = change('manager', { queue: 10 }).at('20m')

type Act = Fault<`manager#${number}` | 'servers->manager.lease'>
type Variant = { hosts?: number; queue?: number; acts?: Act[]; changes?: [typeof shorter] }
export const variants: Readonly<Record<string, Variant>> = {
  'as it was': {},
  'hosts restarted': { acts: restarted },
  'throttled and restarted (theirs)': { acts: [throttled, ...restarted] },
  'restarted with queues of 10': { acts: restarted, changes: [shorter] },
  'queues of 10 from the start': { queue: 10 },
  '16 hosts from the start': { hosts: 16 },
}

export const play = ({ acts = [], changes, ...design }: Variant = {}) =>
  simulate(ec2(design), { for: '35m', faults: [nameLost, ...acts], changes, resolution: '10s' })

export function tell(): string {
  const minutes = [4, 12, 19, 23, 24, 27, 34]
  const rows = Object.entries(variants).map(([name, variant]) => {
    const served = play(variant).series('availability', { class: 'customers', every: '1m' })
    return [name, ...minutes.map(at => percent(served[at]?.value))]
  })
  return table(['launches in minute', ...minutes.map(String)], rows)
}
