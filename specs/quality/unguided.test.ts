/**
 * F8: explore beside unguided random search over the same faults with the same budgets. Seeds are
 * fixed, and fewer than the report has: `npx tsx specs/quality/report.ts` prints it for 20.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { guidedTrials, median, seeds, unguidedTrials } from './support/measure.ts'
import { weaknesses } from './weaknesses/index.ts'

type Trials = number | undefined

describe('F8 explore beside unguided random search', () => {
  const guided: Trials[] = []
  const unguided: Trials[] = []
  for (const weakness of weaknesses) {
    beforeAll(async () => {
      for (const seed of seeds.slice(0, 5)) {
        guided.push(await guidedTrials(weakness, seed))
        unguided.push(unguidedTrials(weakness, seed))
      }
    })
  }
  const found = (all: readonly Trials[]): number => all.filter(each => each !== undefined).length

  it('finds at least as much', () => {
    expect(found(guided)).toBeGreaterThanOrEqual(found(unguided))
  })

  it('takes less than half as many trials, in the median over all searches', () => {
    expect(median(guided)).toBeLessThan(0.5 * median(unguided))
  })
})
