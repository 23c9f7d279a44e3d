/** A small shop, declared once and shared by its specs: it takes a slow database in its stride. */
import { cache, cached, call, clients, logNormal, service, store, system, work } from 'gameday'

export const shop = system(
  'shop',
  {
    shoppers: clients({ rate: '100/s', call: 'gateway', timeout: '3s' }),
    gateway: service({
      concurrency: 256,
      // Longer than product takes at its worst, or the gateway gives up before product can help.
      handle: [work('1ms'), call('auth'), call('product', { timeout: '800ms' })],
    }),
    auth: service({
      concurrency: 32,
      handle: cached('sessions', { key: 10_000, ttl: '60s', miss: call('authDb') }),
    }),
    product: service({
      concurrency: 64,
      queue: 200,
      handle: [
        call('redis', { optional: true }),
        call('db', {
          // More than twice the p99 of the database, 40 ms. Three attempts and the pauses between
          // them, up to 50 and 100 ms, take 450 ms at worst: less than our goal of 500 ms, and less
          // than the gateway waits. With 250 ms the gateway gave up first, and 1.3% of requests
          // failed until the breaker had seen enough.
          timeout: '100ms',
          retry: { attempts: 3, backoff: 'exponential', base: '50ms', jitter: 'full' },
          // It counts the attempts of the last 10 s, so 1,000 good ones weigh against the first bad
          // ones: it opens after 2 to 3 s. Every 5 s it lets 3 calls ask whether all is well again.
          breaker: {
            window: '10s',
            failureRate: 0.5,
            minimumCalls: 20,
            openFor: '5s',
            probes: 3,
          },
          fallback: { value: 'last known price' },
        }),
      ],
    }),
    sessions: cache({ capacity: 50_000, latency: '0.4ms' }),
    authDb: store({ concurrency: 8, time: logNormal({ median: '2ms', p99: '9ms' }) }),
    redis: store({ concurrency: 64, time: logNormal({ median: '0.3ms', p99: '1ms' }) }),
    db: store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) }),
  },
  { network: { default: 'sameZone', 'shoppers->gateway': 'publicInternet' } },
)
