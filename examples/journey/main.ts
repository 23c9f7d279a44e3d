/** Prints the journey of one page view as a tree, and where its 145 ms went. */
import type { Hop } from 'gameday'
import { view } from './website.ts'

/** A hop and all below it: when it began, how long it took, and what it spent time on itself. */
function tree(hop: Hop, depth = 0): string[] {
  const name = `${'  '.repeat(depth)}${hop.call}`
  return hop.attempts.flatMap(({ at, until, thereMs, backMs, work, calls }) => [
    `${name.padEnd(30)}${`${at}`.padStart(5)} ms${`+${until - at}`.padStart(6)} ms   ` +
      [...network(thereMs + backMs), ...work.map(({ label, ms }) => `${label} ${ms}`)].join(', '),
    ...calls.flatMap(call => tree(call, depth + 1)),
  ])
}

const network = (ms: number): string[] => (ms > 0 ? [`network ${ms}`] : [])

const run = view()
console.log(tree(run.trace(0)).join('\n'))

const { network: onTheWay, work } = run.breakdown(0)
const spent = Object.entries({ network: onTheWay, ...work }).sort(([, a], [, b]) => b - a)
console.log('\nwhere the time went')
for (const [what, ms] of spent) {
  console.log(`  ${what.padEnd(16)}${`${ms}`.padStart(4)} ms  ${'█'.repeat(Math.ceil(ms / 2))}`)
}
console.log(
  `  ${'in all'.padEnd(16)}${`${spent.reduce((sum, [, ms]) => sum + ms, 0)}`.padStart(4)} ms`,
)
