/** A user's first spec with Jest, as CommonJS. */
const { call, clients, logNormal, service, simulate, slow, store, system } = require('gameday')
require('gameday/jest')

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
})

test('what is broken fails, and says by how much', () => {
  expect(() => expect(run).toStayAvailable('99.9%')).toThrow(/availability .*%.* 99\.9%/)
  expect(() => expect(run).toNotExceedP99('1ms')).toThrow(/p99 .* 1ms/)
})

test('a mistake is shown where it was made', () => {
  let stack = ''
  try {
    run.at('dbb')
  } catch (error) {
    stack = error.stack
  }
  expect(stack).toMatch(/^UsageError: [^]*"db"\?\n +at .*shop\.test\.js:/)
})

test.concurrent.each(['one', 'two'])('at once: %s', async seed => {
  await null
  expect(simulate(shop, { for: '1m', faults, seed })).toStayAvailable('60%')
})
