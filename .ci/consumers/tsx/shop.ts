/** A script without a test runner: the engine and the matchers as plain functions. */
import assert from 'node:assert/strict'
import { call, clients, logNormal, service, simulate, slow, store, system } from 'gameday'
import { toStayAvailable } from 'gameday/matchers'
import * as policies from 'gameday/policies'

const shop = system('shop', {
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
const run = simulate(shop, { for: '1m', faults })

const held = toStayAvailable(run, '60%')
assert.equal(held.pass, true, held.message())

const broken = toStayAvailable(run, '99.9%')
assert.equal(broken.pass, false)
assert.match(broken.message(), /availability .*%.* 99\.9%/)

assert.ok(Object.keys(policies).length > 0)

const wrong = (): unknown => run.at('dbb' as 'db')
assert.throws(wrong, ({ stack }: Error) =>
  /^UsageError: [^]*"db"\?\n +at wrong .*shop\.ts:/.test(`${stack}`),
)
