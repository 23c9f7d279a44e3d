/** Systems of the stories, of which it is told why a goal broke. */
import { call, choose, clients, service, store, system, work } from 'gameday'

/** Half of the requests need recommendations, and wait for them as long as it takes. */
export const halfOfIt = system('shop', {
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
export const onePool = system('api', {
  readers: clients({ rate: '20/s', call: 'api.reports' }),
  buyers: clients({ rate: '30/s', call: 'api.orders' }),
  api: service({
    concurrency: 1_000,
    operations: { reports: call('reports', pool), orders: call('orders', pool) },
  }),
  reports: store({ time: '10ms' }),
  orders: store({ time: '10ms' }),
})

/** The shop of examples/dependencies. */
export const dependent = system('shop', {
  shoppers: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
  web: service({
    handle: [
      call('orders', { timeout: '200ms' }),
      call('reviews', { timeout: '100ms', optional: true }),
    ],
  }),
  orders: service({ handle: [work('2ms'), call('db')] }),
  reviews: service({ handle: [work('2ms'), call('db')] }),
  db: store({ time: '5ms' }),
})
