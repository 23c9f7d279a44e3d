/** A shop whose database stands behind a breaker: there is something of each kind to draw. */
import { call, clients, service, store, system } from 'gameday'

export const guardedShop = system('shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({
    concurrency: 20,
    handle: [call('db', { breaker: { lastCalls: 10, failureRate: 0.5, openFor: '1s' } })],
  }),
  db: store({ concurrency: 10, time: '5ms' }),
})
