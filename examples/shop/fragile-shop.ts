/**
 * The shop of shop.ts without its policies: nobody but the shoppers ever gives up. It has the same
 * name, so the same shoppers come at the same moments.
 */
import { cache, cached, call, clients, logNormal, service, store, system, work } from 'gameday'

export const fragileShop = system(
  'shop',
  {
    shoppers: clients({ rate: '100/s', call: 'gateway', timeout: '3s' }),
    gateway: service({
      concurrency: 256,
      handle: [work('1ms'), call('auth'), call('product')],
    }),
    auth: service({
      concurrency: 32,
      handle: cached('sessions', { key: 10_000, ttl: '60s', miss: call('authDb') }),
    }),
    product: service({
      concurrency: 64,
      queue: 200,
      handle: [call('redis', { optional: true }), call('db')],
    }),
    sessions: cache({ capacity: 50_000, latency: '0.4ms' }),
    authDb: store({ concurrency: 8, time: logNormal({ median: '2ms', p99: '9ms' }) }),
    redis: store({ concurrency: 64, time: logNormal({ median: '0.3ms', p99: '1ms' }) }),
    db: store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) }),
  },
  { network: { default: 'sameZone', 'shoppers->gateway': 'publicInternet' } },
)
