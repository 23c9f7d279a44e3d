/** A zone is lost, with and without room in the other: `npx tsx examples/zone-outage/main.ts`. */
import { recovered } from '../support/recovery.ts'
import { percent, table, whole } from '../support/table.ts'
import { lost, outcome } from './outage.ts'
import { capacityOf, LOAD_PER_S, type PlanName, plans } from './system.ts'

console.log(`\n${lost}: clients want ${LOAD_PER_S} requests a second of two zones\n`)
const names = Object.keys(plans) as PlanName[]
const outcomes = names.map(plan => ({ plan, ...outcome(plan) }))

console.log(
  table(
    ['plan', 'zone does', 'before', 'during', 'last minute', 'served again'],
    outcomes.map(({ plan, before, during, lastMinute, recovery }) => [
      plan,
      `${capacityOf(plan)}/s`,
      ...[before, during, lastMinute].map(percent),
      recovered(recovery),
    ]),
  ),
)

console.log('\nMeanwhile, in the zone that is left\n')
console.log(
  table(
    ['plan', 'busy', 'queue', 'p99', 'in vain'],
    outcomes.map(({ plan, utilisation, queued, p99, inVain }) => [
      plan,
      percent(utilisation),
      whole(queued),
      `${whole(p99)} ms`,
      whole(inVain),
    ]),
  ),
)
console.log(`
Failover without room is worse than none: all of zone b's customers wait behind those of zone a,
time out, are sent on to the other zone, and keep both zones busy when a is long back. A short
queue serves what one zone can do, ${percent(100 / LOAD_PER_S)} at most; room for all serves all.`)
