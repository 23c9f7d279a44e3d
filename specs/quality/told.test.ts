/** D9: the outages of the examples and of the stories are told by their fault and their place. */
import { explain, goal, type Goal, type Run } from 'gameday'
import { call, choose, clients, service, simulate, slow, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { coldRestart, lost } from '../../examples/cache-stampede/cold-cache.ts'
import { outage, play as cascade } from '../../examples/cascade/outage.ts'
import { illnesses, outcome as gray } from '../../examples/gray-failure/illness.ts'
import { nameLost, play as manager } from '../../examples/incidents/lease-manager/outage.ts'
import { play as storm, trigger } from '../../examples/retry-storm/storm.ts'
import { fragileShop } from '../../examples/shop/fragile-shop.ts'
import { lost as zoneLost, play as zones } from '../../examples/zone-outage/outage.ts'

/** Half of the requests need recommendations, and wait for them as long as it takes. */
const halfOfIt = system('shop', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
  web: service({
    concurrency: 10,
    queue: 20,
    handle: choose([
      { weight: 1, steps: call('recommendations') },
      { weight: 1, steps: work('1ms') },
    ]),
  }),
  recommendations: store({ time: '50ms' }),
})

const pool = { bulkhead: { limit: 10, pool: 'shared' } } as const

/** Three dependencies share a pool; one of them holds it. */
const onePool = system('api', {
  readers: clients({ rate: '20/s', call: 'api.reports' }),
  buyers: clients({ rate: '30/s', call: 'api.orders' }),
  api: service({
    concurrency: 1_000,
    operations: { reports: call('reports', pool), orders: call('orders', pool) },
  }),
  reports: store({ time: '10ms' }),
  orders: store({ time: '10ms' }),
})

const slowDb = slow('db', { by: '2s' }).at('60s').for('30s')
const slowAdvice = slow('recommendations', { by: '2s' }).at('20s').for('20s')
const slowReports = slow('reports', { by: '10s' }).at('10s').for('20s')
const served = goal.availability('99%')

type Told = {
  readonly of: string
  readonly run: () => Run
  readonly goal: Goal
  readonly fault: unknown
  readonly mechanism: string
  readonly place: string
}

const told: readonly Told[] = [
  {
    of: 'cascade',
    run: () => cascade('none'),
    goal: served,
    fault: outage,
    mechanism: 'slow work',
    place: 'reviewsDb',
  },
  {
    of: 'retry storm',
    run: () => storm('no cure'),
    goal: served,
    fault: trigger,
    mechanism: 'retry loop',
    place: 'web->db',
  },
  {
    of: 'lease manager',
    run: () => manager(),
    goal: served,
    fault: nameLost,
    mechanism: 'retry loop',
    place: 'droplets->manager.lease',
  },
  {
    of: 'cold cache',
    run: () => coldRestart('no cure').run,
    goal: served,
    fault: lost,
    mechanism: 'cache misses',
    place: 'web->origin',
  },
  {
    of: 'zone',
    run: () => zones('no failover'),
    goal: served,
    fault: zoneLost,
    mechanism: 'down',
    place: 'webA',
  },
  {
    of: 'slow replica',
    run: () => gray('slow', 'round robin').run,
    goal: goal.latency('p99', '200ms'),
    fault: illnesses.slow,
    mechanism: 'slow work',
    place: 'api',
  },
  {
    of: 'erring replica',
    run: () => gray('errs', 'round robin').run,
    goal: served,
    fault: illnesses.errs,
    mechanism: 'errors',
    place: 'api',
  },
  {
    of: 'fragile shop',
    run: () => simulate(fragileShop, { for: '3m', faults: [slowDb] }),
    goal: served,
    fault: slowDb,
    mechanism: 'no time-out',
    place: 'product->db',
  },
  {
    of: 'slow dependency',
    run: () => simulate(halfOfIt, { for: '60s', faults: [slowAdvice] }),
    goal: served,
    fault: slowAdvice,
    mechanism: 'no time-out',
    place: 'web->recommendations',
  },
  {
    of: 'pool of all',
    run: () => simulate(onePool, { for: '30s', faults: [slowReports] }),
    goal: goal.availability('99%', { class: 'buyers' }),
    fault: slowReports,
    mechanism: "caller's limit",
    place: 'api->orders',
  },
]

describe('D9 is told by its fault, its mechanism and its place', () => {
  it.each(told)('the $of', { timeout: 120_000 }, ({ run, goal: wanted, fault, ...found }) => {
    const diagnosis = explain(run(), wanted)?.diagnosis
    expect(diagnosis).toMatchObject({
      mechanism: found.mechanism,
      place: found.place,
      guilt: 'needed',
      isConfirmed: true,
    })
    expect(diagnosis?.faults.map(String)).toEqual([String(fault)])
  })
})
