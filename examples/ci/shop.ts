/** A shop whose checkout waits for a payment provider for as long as that takes. */
import { call, clients, service, store, system } from 'gameday'

export const shop = system('shop', {
  shoppers: clients({ rate: '50/s', call: 'checkout', timeout: '2s' }),
  checkout: service({
    concurrency: 32,
    queue: 100,
    handle: [call('orders', { timeout: '250ms' }), call('payments', { timeout: '1s' })],
  }),
  orders: store({ concurrency: 20, time: '5ms' }),
  payments: store({ concurrency: 200, time: '80ms' }),
})
