/** The shop that the type checks are about. */
import { call, clients, logNormal, service, simulate, slow, store, system } from 'gameday'

export const shop = system('shop', {
  shoppers: clients({ rate: '50/s', call: 'product', timeout: '1s' }),
  product: service({
    concurrency: 64,
    handle: [
      call('db', {
        timeout: '250ms',
        breaker: { window: '10s', failureRate: 0.5, minimumCalls: 20, openFor: '5s', probes: 3 },
      }),
    ],
  }),
  db: store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) }),
})
const faults = [slow('db', { by: '2s' }).at('20s').for('10s')]
export const run = simulate(shop, { for: '1m', faults })
