/** A user's first spec with Vitest: the package as it is packed, its own expect and the plain one. */
import { call, clients, logNormal, service, simulate, slow, store, system } from 'gameday'
import { expect } from 'gameday/vitest'
import { expect as plainExpect, test } from 'vitest'

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

test('what holds passes', () => {
  expect(run).toStayAvailable('60%')
  expect(run).toNotExceedP99('500ms')
  expect(run).toTripCircuit('product->db', { within: '6s' })
  plainExpect(run).toStayAvailable('60%')
})

test('what is broken fails, and says by how much', () => {
  expect(() => expect(run).toStayAvailable('99.9%')).toThrow(/availability .*%.* 99\.9%/)
  expect(() => plainExpect(run).toNotExceedP99('1ms')).toThrow(/p99 .* 1ms/)
})

test('a mistake is shown where it was made', () => {
  let stack = ''
  try {
    run.at('dbb' as 'db')
  } catch (error) {
    stack = `${(error as Error).stack}`
  }
  plainExpect(stack).toMatch(/^UsageError: [^]*"db"\?\n +at .*shop\.test\.ts:/)
})

test.concurrent.each(['one', 'two'])('at once: %s', async seed => {
  await null
  expect(simulate(shop, { for: '1m', faults, seed })).toStayAvailable('60%')
})
