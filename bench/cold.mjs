// Prints, as JSON, the milliseconds from before the import to the end of a first run of 1,000
// requests.
const begin = process.hrtime.bigint()
const { clients, service, simulate, store, system, call, work, exponential } = await import(
  '../dist/src/index.js'
)
const imported = process.hrtime.bigint()
const shop = system('shop', {
  shoppers: clients({ rate: '100/s', arrivals: 'steady', requests: 1000, call: 'web' }),
  web: service({
    handle: [work('2ms'), call('db', { timeout: '250ms', retry: { attempts: 3, jitter: 'full' } })],
  }),
  db: store({ concurrency: 20, time: exponential('6ms') }),
})
const run = simulate(shop, { for: '10s' })
const { issued } = run.requests()
const ended = process.hrtime.bigint()
const ms = (from, to) => Number((to - from) / 1_000n) / 1_000
console.log(JSON.stringify({ issued, importMs: ms(begin, imported), totalMs: ms(begin, ended) }))
