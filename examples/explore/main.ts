/**
 * Lets the machine look for what Online Boutique cannot do without although it says so, prints what
 * it found and the test to paste, then searches the mended shop. `npx tsx examples/explore/main.ts`
 */
import { BrokenGoal, explore, type Findings, testText } from 'gameday/explore'
import published from './boutique.explore.ts'
import mended from './with-deadline.explore.ts'

console.log('1. The shop as it is published\n')
await explore(published.with({ store: false })).then(tellHeld, error => {
  if (!(error instanceof BrokenGoal)) throw error
  console.log(`${error.message}\n\nThe test to paste:\n`)
  console.log(testText(error.counterexample, published, { explored: './boutique.explore.ts' }))
})

console.log('2. The same shop with a deadline of 300 ms for recommendations\n')
await explore(mended.with({ store: false })).then(tellHeld)

function tellHeld({ totals, pairs }: Findings): void {
  const requests = totals.requests.reduce((sum, count) => sum + count, 0)
  const millions = (requests / 1e6).toFixed(1)
  console.log(`It held in all ${totals.trials} trials, ${millions} million requests: they struck`)
  console.log(`${pairs.touched} of ${pairs.possible} pairs of a kind of fault and a target, and`)
  console.log(`saw ${Object.keys(totals.behaviours).length} behaviours.`)
}
