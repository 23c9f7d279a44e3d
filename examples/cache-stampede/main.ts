/** Expiries, and a cache that is lost: `npx tsx examples/cache-stampede/main.ts`. */
import { recovered } from '../support/recovery.ts'
import { percent, table, whole } from '../support/table.ts'
import { coldRestart, preparations, type Prepared } from './cold-cache.ts'
import { type Cure, cures, hotPage, manyPages } from './expiry.ts'

console.log('\nOne page that everybody wants expires: misses at once = rate × fill time\n')
const loads = [
  { perSecond: 100, fillMs: 100 },
  { perSecond: 500, fillMs: 100 },
  { perSecond: 500, fillMs: 400 },
]
const misses = loads.map(load => {
  const { perSecond, fillMs } = load
  const expected = (perSecond * fillMs) / 1_000
  const { atOnce } = hotPage('no cure', load)
  return [`${perSecond}/s`, `${fillMs} ms`, `${expected}`, `${atOnce}`]
})
console.log(table(['readers', 'fill', 'expected', 'at once'], misses))

console.log('\nFour expiries at 500/s and 100 ms\n')
const cured = (Object.keys(cures) as Cure[]).map(cure => {
  const { atOnce, fills, waited } = hotPage(cure)
  return [cure, `${atOnce}`, `${fills}`, `${waited}`]
})
console.log(table(['cure', 'at once', 'fills', 'readers who waited'], cured))

console.log('\n200 pages were first read at the same time, and live for 10 s\n')
const spreads = (['0%', '30%'] as const).map(spread => [
  spread === '0%' ? 'to the moment' : `give or take ${spread}`,
  whole(manyPages(spread).peak),
])
console.log(table(['they live', 'most fills in 500 ms'], spreads))

console.log('\nThe cache crashes at 90 s; from 92 s on it is there again, and empty.')
console.log('The origin does 100 requests a second; clients want 500, nearly all from the cache.\n')
const restarts = (Object.keys(preparations) as Prepared[]).map(prepared => {
  const { before, during, atTheEnd, usual, peak, recovery } = coldRestart(prepared)
  return [
    prepared,
    `${whole(usual)}/s`,
    `${whole(peak)}/s`,
    ...[before, during, atTheEnd].map(percent),
    recovered(recovery),
  ]
})
const head = ['cure', 'origin', 'peak', 'before', 'during', 'at 3m', 'served again']
console.log(table(head, restarts))
console.log(`
Coalescing alone does not help: readers want 2,000 different pages, and each waits for its own at an
origin that is too slow by then for all of them. What times out is not kept, so the cache stays
empty. A short queue turns some away and answers the others in time; shards lose a part.`)
