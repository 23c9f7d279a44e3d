/**
 * Whether the request model in the DSL does the same work as the one written by hand: what both
 * count, over many seeds, with the standard error of each mean. The database is slower for nearly
 * all of the run, since nothing times out without that.
 *
 *     npx tsx bench/same-work.ts        100 runs of 20,000 requests each
 *     npx tsx bench/same-work.ts 400    so many runs
 */
import type { Run } from 'gameday'
import { Outcome } from '../src/record/outcome.ts'
import { playByHand, type Played } from './hand-written.ts'
import { playInDsl } from './in-the-dsl.ts'

const REQUESTS = 20_000
const slowed = { from: 0.05, to: 0.95 }

const runs = Number(process.argv[2] ?? 100)
const seeds = Array.from({ length: runs }, (_, i) => `${i + 1}`)
const byHand = seeds.map(seed => playByHand(REQUESTS, seed, slowed))
const inDsl = seeds.map(seed => counted(playInDsl(REQUESTS, seed, slowed)))

console.log(`${''.padEnd(10)}${'by hand'.padStart(22)}${'in the DSL'.padStart(22)}`)
for (const what of ['ok', 'retries', 'rejected', 'timeouts'] as const) {
  const cells = [byHand, inDsl].map(all => meanOf(all.map(played => played[what])))
  console.log(`${what.padEnd(10)}${cells.map(cell => cell.padStart(22)).join('')}`)
}

/** The same numbers as those of the model written by hand. */
function counted({ recording: { events, calls, grid } }: Run): Played {
  const all = { from: 0, to: grid.slots }
  const sum = { events, ok: 0, timeouts: 0, retries: 0, rejected: 0 }
  for (const [name, { attempts, tallies }] of calls) {
    const ends = attempts.outcomes(all)
    const issued = tallies.reduce((total, { counts }) => total + counts.issued(all), 0)
    sum.timeouts += ends[Outcome.Timeout]
    sum.rejected += ends[Outcome.Rejected]
    if (name === 'clients->gateway') sum.ok += ends[Outcome.Ok]
    else sum.retries += attempts.issued(all) - issued
  }
  return sum
}

function meanOf(values: readonly number[]): string {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0)
  const error = Math.sqrt(squares / (values.length - 1) / values.length)
  return `${mean.toFixed(1)} ± ${error.toFixed(1)}`
}
