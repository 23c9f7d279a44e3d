/** D9: the outages of the examples and of the stories are told by their fault, place and hop. */
import { explain, goal, type Goal, type Run } from 'gameday'
import { crash, errors, simulate, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import { coldRestart, lost } from '../../examples/cache-stampede/cold-cache.ts'
import { outage, play as cascade } from '../../examples/cascade/outage.ts'
import { illnesses, outcome as gray } from '../../examples/gray-failure/illness.ts'
import { nameLost, play as manager } from '../../examples/incidents/lease-manager.ts'
import { boutique } from '../../examples/online-boutique/system.ts'
import { play as storm, trigger } from '../../examples/retry-storm/storm.ts'
import { fragileShop } from '../../examples/shop/fragile-shop.ts'
import { lost as zoneLost, play as zones } from '../../examples/zone-outage/outage.ts'
import { dependent, halfOfIt, onePool } from './support/told.ts'

const noOrders = crash('orders').at('20s').for('20s')
const noDb = crash('db').at('20s').for('20s')
const lateAdvice = slow('recommendation', { by: '10s' }).at('4s')
const noCarts = crash('redis', { refuse: true }).at('4s')
const flaky = errors('currency', { rate: '20%' }).at('4s')
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
  /** The hop without which nobody would understand it. */
  readonly says: string
}

const told: readonly Told[] = [
  {
    of: 'cascade',
    run: () => cascade('none'),
    goal: served,
    fault: outage,
    mechanism: 'slow work',
    place: 'reviewsDb',
    says: 'all 100 slots of web waited for reviews',
  },
  {
    of: 'retry storm',
    run: () => storm('no cure'),
    goal: served,
    fault: trigger,
    mechanism: 'retry loop',
    place: 'web->db',
    says: 'without retries for 80%',
  },
  {
    of: 'lease manager',
    run: () => manager(),
    goal: served,
    fault: nameLost,
    mechanism: 'retry loop',
    place: 'servers->manager.lease',
    says: 'api->manager.launch waits in the same line',
  },
  {
    of: 'cold cache',
    run: () => coldRestart('no cure').run,
    goal: served,
    fault: lost,
    mechanism: 'cache misses',
    place: 'web->origin',
    says: 'misses of pages keep it so',
  },
  {
    of: 'zone',
    run: () => zones('no failover'),
    goal: served,
    fault: zoneLost,
    mechanism: 'down',
    place: 'webA',
    says: 'calls of edge->webA were not made: circuit breaker open',
  },
  {
    of: 'zone that takes over',
    run: () => zones('failover, no room'),
    goal: served,
    fault: zoneLost,
    mechanism: 'overload',
    place: 'ordersB',
    says: 'ordersB was asked 160/s, not 80/s: at 100ms each that takes 16.0 slots; it has 10',
  },
  {
    of: 'zones that do not recover',
    run: () => zones('failover, no room'),
    goal: goal.recovers('30s', { of: served, after: zoneLost }),
    fault: zoneLost,
    mechanism: 'overload',
    place: 'ordersB',
    says: 'over at 90s, but time-outs of each go to the other: 3,297 of webB, 2,905 of webA',
  },
  {
    of: 'slow replica',
    run: () => gray('slow', 'round robin').run,
    goal: goal.latency('p99', '200ms'),
    fault: illnesses.slow,
    mechanism: 'slow work',
    place: 'api',
    says: '481 calls of web->api timed out after 1s',
  },
  {
    of: 'erring replica',
    run: () => gray('errs', 'round robin').run,
    goal: served,
    fault: illnesses.errs,
    mechanism: 'errors',
    place: 'api',
    says: 'answers of api#2 (1 of 5 replicas) were errors',
  },
  {
    of: 'fragile shop',
    run: () => simulate(fragileShop, { for: '3m', faults: [slowDb] }),
    goal: served,
    fault: slowDb,
    mechanism: 'no time-out',
    place: 'product->db',
    says: 'all 256 slots of gateway waited for product',
  },
  {
    of: 'slow dependency',
    run: () => simulate(halfOfIt, { for: '60s', faults: [slowAdvice] }),
    goal: served,
    fault: slowAdvice,
    mechanism: 'no time-out',
    place: 'web->recommendations',
    says: 'all 10 slots of web waited for recommendations',
  },
  {
    of: 'critical dependency',
    run: () => simulate(dependent, { for: '1m', faults: [noOrders] }),
    goal: served,
    fault: noOrders,
    mechanism: 'down',
    place: 'orders',
    says: '1,000 calls of web->orders timed out after 200ms',
  },
  {
    of: 'dependency of a dependency',
    run: () => simulate(dependent, { for: '1m', faults: [noDb] }),
    goal: served,
    fault: noDb,
    mechanism: 'no time-out',
    place: 'orders->db',
    says: 'all 100 slots of orders waited for db, 87 of them for good',
  },
  {
    of: 'boutique without recommendations',
    run: () => simulate(boutique(), { for: '10s', faults: [lateAdvice] }),
    goal: served,
    fault: lateAdvice,
    mechanism: 'no time-out',
    place: 'frontend->recommendation.list',
    says: 'recommendation answered 0 of 159 requests while that lasted',
  },
  {
    of: 'boutique whose carts are refused, which nobody waits for',
    run: () => simulate(boutique(), { for: '10s', faults: [noCarts] }),
    goal: served,
    fault: noCarts,
    mechanism: 'down',
    place: 'redis',
    says: '519 calls of frontend->cart.get failed with error 503',
  },
  {
    of: 'boutique whose currencies err',
    run: () => simulate(boutique(), { for: '10s', faults: [flaky] }),
    goal: served,
    fault: flaky,
    mechanism: 'errors',
    place: 'currency',
    says: '271 calls of frontend->currency.convert failed with error 500',
  },
  {
    of: 'purchase behind slow reviews',
    run: () => cascade('none'),
    goal: goal.availability('99%', { class: 'buy' }),
    fault: outage,
    mechanism: 'retries',
    place: 'web->reviews',
    says: '3.23x attempts for each call, in all 8.1s, not 55.4ms',
  },
  {
    of: 'pool of all',
    run: () => simulate(onePool, { for: '30s', faults: [slowReports] }),
    goal: goal.availability('99%', { class: 'buyers' }),
    fault: slowReports,
    mechanism: "caller's limit",
    place: 'api->orders',
    says: 'api->reports, 10s a call, held all of the bulkhead "shared" of 10',
  },
]

describe('D9 is told by its fault, its mechanism and its place', () => {
  it.each(told)('the $of', { timeout: 120_000 }, ({ run, goal: wanted, fault, ...found }) => {
    const { diagnosis, sentences } = explain(run(), wanted)!
    expect(diagnosis).toMatchObject({
      mechanism: found.mechanism,
      place: found.place,
      guilt: 'needed',
      isConfirmed: true,
    })
    expect(diagnosis.faults.map(String)).toEqual([String(fault)])
    expect(sentences.join('\n')).toContain(found.says)
  })
})
