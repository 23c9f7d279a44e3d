/** A mailer that crashes, and what its mistake costs: `npx tsx examples/your-code/main.ts`. */
import { crash, simulate } from 'gameday'
import { table } from '../support/table.ts'
import type { Posting } from './app/mailer.ts'
import { shop } from './system.ts'

const outage = crash('mailer').at('4s').for('2s')
console.log(`${outage}\n`)

const rows: string[][] = []
for (const posting of ['the mail', 'the mail and its number'] satisfies Posting[]) {
  const run = await simulate(shop({ posting }), { for: '16s', faults: [outage], seed: 1 })
  const { ok, error } = run.on('auditor->audit').outcomes
  const paid = run.on('shoppers->checkout').outcomes.ok
  rows.push([posting, `${paid}`, `${run.on('mailer->post').issued}`, `${error} of ${ok + error}`])
}
console.log(table(['the post is told', 'orders', 'asked to send', 'audits that fail'], rows))
