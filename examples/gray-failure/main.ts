/** One replica of five is ill, and looks well: `npx tsx examples/gray-failure/main.ts`. */
import { percent, table, whole } from '../support/table.ts'
import { illnesses, outcome } from './illness.ts'
import { type Variant, variants } from './system.ts'

for (const illness of ['slow', 'errs'] as const) {
  console.log(`\n${illnesses[illness]}\n`)
  const rows = (Object.keys(variants) as Variant[]).map(variant => {
    const { availability, p99, share, attempts, ...found } = outcome(illness, variant)
    return [
      variant,
      percent(availability),
      `${whole(p99)} ms`,
      percent(share),
      attempts.toFixed(2),
      whole(found.foundUnhealthy),
      whole(found.ejections),
    ]
  })
  console.log(
    table(['variant', 'served', 'p99', 'its share', 'asks', 'unhealthy', 'ejected'], rows),
  )
}
