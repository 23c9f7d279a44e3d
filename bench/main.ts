/**
 * Measures the engine against the same model written by hand, and what it costs in memory and at
 * the start.
 *
 *     npm run bench                         the figures of docs/speed.md
 *     npm run bench -- --json               the same as JSON
 *     npm run bench -- --smoke              a quick look: whether all of it runs
 *     npm run bench -- --guard              fails where a ratio is worse than the last release's
 *     npm run bench -- --record RELEASE     adds a line to `bench/history.jsonl`
 */
import { parseArgs } from 'node:util'
import { compared, record } from './history.ts'
import { guarded, parts } from './parts.ts'
import { once } from './measure.ts'
import { type Effort, median, printed, type Ratio, ratiosOf, type Row } from './rows.ts'

const whole: Effort = { requests: 100_000, rounds: 15, processes: 9, minutes: 60 }
const smoke: Effort = { requests: 20_000, rounds: 3, processes: 1, minutes: 5 }
const guard: Effort = { requests: 40_000, rounds: 8, processes: 3, minutes: 5 }

/** How often times are measured that are guarded; the median counts. */
const TRIES = 5

const { values: asked } = parseArgs({
  options: {
    smoke: { type: 'boolean' },
    json: { type: 'boolean' },
    guard: { type: 'boolean' },
    record: { type: 'string' },
  },
})

if (asked.record !== undefined) record(asked.record, guardedRatios())
else if (asked.guard) printGuard()
else if (asked.json) printJson()
else printTable()

function printTable(): void {
  const effort = asked.smoke ? smoke : whole
  const { cpuMs } = once(() => {
    for (const part of parts) for (const row of part(effort)) console.log(printed(row))
    return 1
  })
  console.log(`\n${(cpuMs / 1_000).toFixed(0)} s of CPU time, Node ${process.version}`)
}

function printJson(): void {
  const rows = parts.flatMap(part => part(asked.smoke ? smoke : whole))
  console.log(JSON.stringify({ node: process.version, rows }, null, 2))
}

function printGuard(): void {
  const { lines, worse } = compared(guardedRatios())
  console.log(lines.join('\n'))
  if (worse.length === 0) return
  console.log(`\nWorse than it may be: ${worse.join(', ')}.`)
  process.exitCode = 1
}

function guardedRatios(): Ratio[] {
  const tries = Array.from({ length: TRIES }, () => played(guarded.timed))
  const timed = tries[0].map((ratio, i) => ({
    ...ratio,
    value: median(tries.map(all => all[i].value)),
  }))
  return [...timed, ...played(guarded.counted)]
}

function played(some: readonly ((effort: Effort) => Row[])[]): readonly Ratio[] {
  return some.flatMap(part => ratiosOf(part(guard)))
}
