/** Whoever fails whenever, a budget bounds how many retries there are. */
import * as fc from 'fast-check'
import { retryBudget } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

type Step = { readonly wait: number; readonly does: 'call' | 'retry' }

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof(
    fc.constantFrom(0, 0, 0, 1, 100, 1_000),
    fc.double({ min: 0, max: 400, noNaN: true }),
  ),
  does: fc.constantFrom('call', 'retry', 'retry'),
})
const steps = fc.array(step, { maxLength: 150, size: 'max' })
const rule = fc.record({
  ratio: fc.constantFrom(0, 0.1, 0.2, 1 / 3, 1),
  minPerSecond: fc.constantFrom(0, 0.5, 1, 3),
  ttl: fc.constantFrom(1_000, 2_000, 10_000),
})

describe('E3 a budget by ratio', () => {
  it('is what ten slots of calls and retries, and the reserve, come to', () => {
    fc.assert(
      fc.property(
        rule.filter(({ ratio, minPerSecond }) => ratio + minPerSecond >= 1),
        steps,
        (options, steps) => {
          const budget = retryBudget(options, { now: 0 })
          const entries: { readonly slot: number; readonly amount: number }[] = []
          let now = 0
          for (const { wait, does } of steps) {
            now += wait
            const slot = Math.floor(now / (options.ttl / 10))
            if (does === 'call') {
              budget.begin(now)
              entries.push({ slot, amount: options.ratio })
              continue
            }
            const balance = entries
              .filter(entry => entry.slot > slot - 10)
              .reduce((sum, { amount }) => sum + amount, 0)
            const reserve = (options.minPerSecond * options.ttl) / 1_000
            const granted = balance + reserve > 1 - 1e-6
            expect(budget.withdraw(now, 'error') > 0).toBe(granted)
            if (granted) entries.push({ slot, amount: -1 })
          }
        },
      ),
      { seed: 20_261_125, numRuns: 1_000 },
    )
  })

  it('grants no more than ratio * calls + reserve, as long as nothing is forgotten', () => {
    fc.assert(
      fc.property(rule, steps, (options, steps) => {
        if (options.ratio === 0 && options.minPerSecond * options.ttl < 1_000) return
        const budget = retryBudget(options, { now: 0 })
        const calls = steps.filter(({ does }) => does === 'call').length
        for (let i = 0; i < calls; i += 1) budget.begin(0)
        let retries = 0
        while (budget.withdraw(0, 'error') > 0) retries += 1
        const most = options.ratio * calls + (options.minPerSecond * options.ttl) / 1_000
        expect(retries).toBe(Math.floor(most + 1e-6))
      }),
      { seed: 20_261_126, numRuns: 1_000 },
    )
  })
})
