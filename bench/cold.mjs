// Prints, as JSON, the milliseconds of CPU from before the import to the end of a first run of
// 1,000 requests.
const begin = process.cpuUsage()
const { clients, service, simulate, store, system, call, work, exponential } = await import(
  '../dist/src/index.js'
)
const imported = process.cpuUsage(begin)
const shop = system('shop', {
  shoppers: clients({ rate: '100/s', arrivals: 'steady', requests: 1000, call: 'web' }),
  web: service({
    handle: [work('2ms'), call('db', { timeout: '250ms', retry: { attempts: 3, jitter: 'full' } })],
  }),
  db: store({ concurrency: 20, time: exponential('6ms') }),
})
const run = simulate(shop, { for: '10s' })
const { issued } = run.requests()
const ended = process.cpuUsage(begin)
const ms = ({ user, system }) => (user + system) / 1_000
console.log(JSON.stringify({ issued, importMs: ms(imported), totalMs: ms(ended) }))
