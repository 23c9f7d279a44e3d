/** Retries that keep an outage alive, and what ends it: `npx tsx examples/retry-storm/main.ts`. */
import { recovered } from '../support/recovery.ts'
import { percent, table, whole } from '../support/table.ts'
import { healing, outcome, trigger } from './storm.ts'
import { ATTEMPTS, CAPACITY_PER_S, type Variant, variants } from './system.ts'

console.log(`\n80 requests a second for a database that does ${CAPACITY_PER_S}.`)
console.log(`Trigger: ${trigger}\n`)
const rows = (Object.keys(variants) as Variant[]).map(variant => {
  const { before, during, after, lastMinute, recovery, asks, busy } = outcome(variant)
  const shares = [before, during, after, lastMinute].map(percent)
  return [variant, ...shares, recovered(recovery), asks.toFixed(2), percent(busy)]
})
const head = ['variant', 'before', 'during', '25-55s', '60-120s', 'served', 'asks', 'db busy']
console.log(table(head, rows))

const threshold = CAPACITY_PER_S / ATTEMPTS
console.log(
  `\nWithout a cure it heals below ${CAPACITY_PER_S} / ${ATTEMPTS} = ${threshold} a second\n`,
)
const loads = [10, 15, 20, 23, 25, 30].map(load => healing(load))
console.log(
  table(
    ['load', 'queue', 'expected', 'served again'],
    loads.map(({ perSecond, queued, expectedMs, recovery }) => [
      `${perSecond}/s`,
      whole(queued),
      expectedMs === Infinity ? 'never' : `${whole(expectedMs / 1_000)}s`,
      recovered(recovery),
    ]),
  ),
)
console.log(`
Deadlines passed on are no cure by themselves: in a queue that is served in turn, whoever is next
has just too little time left. Turning away at the door whoever would be too late is one.`)
