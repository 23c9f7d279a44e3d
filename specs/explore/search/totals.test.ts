/** F8: what trials came to adds up, in whichever order they were played. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyTotals, withResult } from '../../../src/explore/search/totals.ts'
import type { TrialResult } from '../../../src/explore/search/trial.ts'

const names = fc.uniqueArray(fc.constantFrom('a', 'b 2', 'c', '__proto__', 'toString'))
const result: fc.Arbitrary<TrialResult> = fc.record({
  trial: fc.nat(),
  verdict: fc.constantFrom('held', 'broken', 'flaky'),
  behaviours: names,
  reached: names,
  touched: names,
  requests: fc.array(fc.nat(1_000), { minLength: 8, maxLength: 8 }),
  latency: fc
    .uniqueArray(fc.integer({ min: -3, max: 9 }))
    .map(octaves => octaves.map(octave => [octave, 3] as const)),
})

describe('F8 totals', () => {
  it('are the same bytes in any order of the trials', () => {
    const shuffled = fc
      .array(result)
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([some, others]) => {
        const [a, b] = [some, others].map(all =>
          JSON.stringify(all.reduce(withResult, emptyTotals)),
        )
        expect(a).toBe(b)
      }),
    )
  })

  it('count each trial once for each thing it showed', () => {
    fc.assert(
      fc.property(fc.array(result), all => {
        const { trials, behaviours, requests } = all.reduce(withResult, emptyTotals)
        expect(trials).toBe(all.length)
        const times = all.filter(trial => trial.behaviours.includes('toString')).length
        expect(Object.hasOwn(behaviours, 'toString') ? behaviours['toString'] : 0).toBe(times)
        expect(requests[0]).toBe(all.reduce((sum, trial) => sum + trial.requests[0], 0))
      }),
    )
  })
})
