/** A right system, a fault, and a run with it, which questions are about. */
import * as g from 'gameday'

export const shop = g.system('shop', {
  shoppers: g.clients({ rate: '50/s', call: g.call('web', { timeout: '100ms' }) } as never),
  web: g.service({
    handle: [
      g.call('db', { timeout: '50ms', breaker: { consecutive: 3, openFor: '1s' } }),
      g.publish('jobs'),
    ],
  }),
  db: g.store({ concurrency: 3, time: '5ms', replicas: 2 }),
  jobs: g.queue({ capacity: 10 }),
  mailer: g.worker({ of: 'jobs', handle: g.work('1ms') }),
} as never)
export const outage = g.errors('db', { rate: 0.5 }).at('1s').for('1s')
export const run = g.simulate(shop, { for: '4s', faults: [outage], trace: true })
