/** A shop whose calls have time-outs and retries but no other policies, and its slow database. */
import {
  cache,
  cached,
  call,
  clients,
  logNormal,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'

/** The shop. */
const shop = system('shop', {
  shoppers: clients({ rate: '100/s', call: 'gateway', timeout: '3s' }),
  gateway: service({
    concurrency: 256,
    handle: [work('1ms'), call('auth'), call('product', { timeout: '800ms' })],
  }),
  auth: service({
    concurrency: 32,
    handle: [cached('sessions', { key: 10_000, ttl: '60s', miss: call('authDb') })],
  }),
  product: service({
    concurrency: 64,
    queue: 200,
    handle: [call('db', { timeout: '250ms', retry: { attempts: 3, base: '50ms' } })],
  }),
  sessions: cache({ capacity: 50_000, latency: '0.4ms' }),
  authDb: store({ concurrency: 8, time: logNormal({ median: '2ms', p99: '9ms' }) }),
  db: store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) }),
})

const faults = [slow('db', { by: '2s' }).at('60s').for('30s')]
const outage = { for: '3m', seed: 42, faults } as const

/** Three minutes, of which half a minute with a slow database. */
export const run = simulate(shop, outage)

/** The same, and nobody asks why. */
export const unexplained = simulate(shop, { ...outage, explain: false })
