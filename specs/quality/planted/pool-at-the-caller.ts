/** One pool for all calls of a service: a slow callee that few ask holds every place in it. */
import { call, clients, delay, goal, service, slow, store, system, work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const office = (of: string, limit = 12) => {
  const orders = { limit: 12, queue: 20, maxWait: '500ms', pool: 'http' } as const
  return system('office', {
    buyers: clients({ rate: '40/s', call: 'api.order', timeout: '2s' }),
    managers: clients({ rate: '5/s', call: 'api.report', timeout: '10s' }),
    api: service({
      concurrency: 500,
      operations: {
        order: [work('1ms'), call('orders', { timeout: '1s', bulkhead: orders })],
        report: call('reports', {
          timeout: '6s',
          bulkhead: { limit, queue: 20, maxWait: '500ms', pool: of },
        }),
      },
    }),
    orders: store({ concurrency: 16, time: '10ms' }),
    reports: service({ concurrency: 100, handle: call('warehouse') }),
    warehouse: store({ concurrency: 100, time: '40ms' }),
  })
}

export const poolAtTheCaller: Outage = {
  name: 'a pool at the caller',
  system: office('http'),
  goal: goal.availability('95%', { class: 'buyers' }),
  for: '60s',
  truth: {
    guilty: [slow('warehouse', { by: '5s' }).at('20s').for('20s')],
    decoys: [delay('api->orders', { by: '20ms' }).at('15s').for('30s')],
    places: ['api->reports', 'api->orders', 'api', 'warehouse', 'reports', 'reports->warehouse'],
    mechanisms: ["caller's limit", 'slow work'],
    cures: { 'a pool of its own': office('reports', 4) },
  },
}
