/** A user's first spec of own code with Jest, as CommonJS: Fastify, ioredis and cockatiel. */
const { ConsecutiveBreaker, circuitBreaker, handleAll, timeout, wrap } = require('cockatiel')
const createFastify = require('fastify')
const { clients, crash, errors, simulate, slow, store, system } = require('gameday')
const { app, recordBreaker } = require('gameday/code')
require('gameday/jest')
const { redis } = require('gameday/redis')
const { Redis } = require('ioredis')

/** Tells the rate that the cache has, or else the bank's, if the breaker lets it ask. */
function buildPrices() {
  const cache = new Redis({ host: 'cache', retryStrategy: () => 100, enableOfflineQueue: false })
  cache.on('error', () => {})
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: 2_000,
    breaker: new ConsecutiveBreaker(3),
  })
  const guard = wrap(recordBreaker(breaker, 'bank'), timeout(200, 'aggressive'))
  const askBank = () =>
    guard.execute(async () => {
      const answer = await fetch('http://bank/')
      if (!answer.ok) throw new Error(`the bank says ${answer.status}`)
      return (await answer.json()).rate
    })
  const service = createFastify()
  service.get('/rate', async () => {
    const cached = await cache.get('rate').catch(() => null)
    if (cached !== null) return { rate: Number(cached) }
    const rate = await askBank()
    await cache.set('rate', rate, 'PX', 900).catch(() => {})
    return { rate }
  })
  return service
}

const ask = { rate: '2/s', arrivals: 'steady', request: () => ({ path: '/rate' }) }
const shop = system(
  'shop',
  {
    shoppers: clients({ ...ask, call: 'prices' }),
    prices: app(buildPrices, { calls: ['cache', 'bank'] }),
    cache: redis({ time: '1ms' }),
    bank: store({ time: '20ms', answers: { status: 200, body: { rate: 1.1 } } }),
  },
  { network: { 'prices->bank': '5ms' } },
)
const faults = [
  crash('cache', { refuse: true }).at('2.2s').for('1s'),
  errors('bank', { rate: 1, code: 503 }).at('4.2s').for('3s'),
  slow('bank', { by: '2s' }).at('8s').for('1s'),
]
const played = () => simulate(shop, { for: '12s', faults, trace: true })

test('own code is in an outage, on the virtual clock to the millisecond', async () => {
  const run = await played()

  const requests = run.recording.journeys.filter(({ call }) => call === 'shoppers->prices')
  expect(requests.map(({ at, until }) => until - at)).toEqual([
    ...[31, 1, 32, 1, 32], // it is asked every half second, and what it keeps lasts for 900 ms
    ...[30, 30, 32, 1], // without its cache it asks the bank each time
    ...[11, 11, 11], // the bank answers with errors
    ...[1, 1, 1, 1], // the breaker is open
    ...[201, 1, 1, 1, 1], // half-open: the bank is slow, so that it opens again
    ...[32, 1, 32],
  ])
  expect(run).toTripCircuit('prices->bank', { within: '4s' })
  expect(run).toStayAvailable('50%')
})

test('what is broken fails', async () => {
  const run = await played()
  expect(() => expect(run).toStayAvailable('99%')).toThrow(/availability .*%.* 99%/)
})

test('it is the same each time, to the byte, and beside another run', async () => {
  const [one, other] = await Promise.all([played(), played()])
  expect(JSON.stringify(other.recording)).toBe(JSON.stringify(one.recording))
})

test('timers and clocks are real behind a run', async () => {
  const began = Date.now()
  await played()
  const ended = Date.now()
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(Date.now() - ended).toBeGreaterThanOrEqual(19)
  expect(ended).toBeGreaterThanOrEqual(began)
})
