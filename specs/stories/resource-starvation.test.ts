/** D4: one slow dependency takes a pool that all share; separate pools keep the others alive. */
import { call, clients, service, simulate, slow, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'

type Bulkhead = NonNullable<CallOptions['bulkhead']>

/**
 * An API that asks three dependencies, 20, 30 and 70 times a second. All answer in 10 ms, until
 * reports takes 10 s longer for twenty seconds.
 */
function api(poolOf: (dependency: string) => Bulkhead) {
  const ask = <const N extends string>(name: N) => call(name, { bulkhead: poolOf(name) })
  const parts = system('api', {
    readers: clients({ rate: '20/s', call: 'api.reports' }),
    buyers: clients({ rate: '30/s', call: 'api.orders' }),
    visitors: clients({ rate: '70/s', call: 'api.users' }),
    api: service({
      concurrency: 1_000,
      operations: {
        reports: [ask('reports')],
        orders: [ask('orders')],
        users: [ask('users')],
      },
    }),
    reports: store({ time: '10ms' }),
    orders: store({ time: '10ms' }),
    users: store({ time: '10ms' }),
  })
  const outage = slow('reports', { by: '10s' }).at('10s').for('20s')
  const run = simulate(parts, { for: '30s', faults: [outage] })
  return {
    run,
    available: (['reports', 'orders', 'users'] as const).map(name =>
      run.on(`api->${name}`, { during: outage }).availability!.toFixed(3),
    ),
  }
}

describe('D4 a pool of ten', () => {
  it('that all dependencies share is taken by the slow one: nothing works any more', () => {
    const { run, available } = api(() => ({ limit: 10, pool: 'shared' }))
    // Within a second reports have all ten places, each for 10 s; what is freed they have again.
    expect(available).toEqual(['0.058', '0.085', '0.064'])
    expect(run.on('api->orders').reasons.map(({ because }) => because)).toEqual(['bulkhead full'])
    expect(run.at('orders').inFlight.peak).toBeLessThan(10)
  })

  it('of each dependency keeps the others alive', () => {
    const { run, available } = api(name => ({ limit: 10, pool: name }))
    expect(available).toEqual(['0.058', '1.000', '1.000'])
    expect(run.at('reports').inFlight.peak).toBe(10)
  })
})
