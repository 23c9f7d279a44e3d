/** One public outage, retold: `npx tsx examples/incidents/lease-manager/main.ts`. */
import { percent, table, whole } from '../../support/table.ts'
import { acts, designs, lengths, message, outcome, type Variant } from './outage.ts'
import { ENOUGH_HOSTS, HOSTS } from './system.ts'

const minute = (ms: number | undefined): string => (ms === undefined ? 'never' : `${ms / 60_000}m`)

function show(what: string, variants: { readonly [name: string]: Variant }): void {
  const head = [what, '15-20m', '30-35m', 'served from', 'attempts', 'leases', 'queued']
  const rows = Object.entries(variants).map(([name, variant]) => {
    const { before, atLast, servedFromMs, attempts, leases, queued } = outcome(variant)
    const counts = [attempts, leases, queued].map(whole)
    return [name, percent(before), percent(atLast), minute(servedFromMs), ...counts]
  })
  console.log(`\n${table(head, rows)}`)
}

console.log(message())
show('done in minute 20', acts)
show('declared before', designs)
show('the name is gone for', lengths)
console.log(`\nBy arithmetic ${ENOUGH_HOSTS} hosts are enough; there are ${HOSTS}.`)
