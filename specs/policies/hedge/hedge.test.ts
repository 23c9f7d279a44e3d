/** Hedging: when the next attempt is due, and how the budget bounds the attempts. */
import * as fc from 'fast-check'
import { checkHedge, Hedge, type HedgeOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const told = (options: unknown) =>
  checkHedge(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('when the next attempt is due (E8)', () => {
  it('is after a fixed time, or only at a failure', () => {
    expect(new Hedge({ after: 50 }).delayMs()).toBe(50)
    const cautious = new Hedge({ after: 'failure' })
    expect(cautious.delayMs()).toBe(Infinity)
    expect([cautious.firesOn('error', 500), cautious.firesOn('open')]).toEqual([true, false])
  })

  it('is at once after the failures it was told', () => {
    const hedge = new Hedge({ after: 50, on: ['timeout', 503] })
    expect([hedge.firesOn('timeout'), hedge.firesOn('error', 503)]).toEqual([true, true])
    expect(hedge.firesOn('error', 500)).toBe(false)
    expect(new Hedge({ after: 50 }).firesOn('error')).toBe(false)
  })

  it('is at a percentile of the latest latencies, exactly, over 1,000 random sequences', () => {
    const latencies = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), {
      minLength: 1,
      maxLength: 120,
      size: 'max',
    })
    const options = fc.record({
      percent: fc.constantFrom(1, 50, 90, 95, 99, 99.9),
      window: fc.integer({ min: 5, max: 60 }),
    })
    fc.assert(
      fc.property(options, latencies, ({ percent, window }, latencies) => {
        const after = `p${percent}` as const
        const hedge = new Hedge({ after, window, minimumCalls: 5, minimum: 3 })
        for (const [i, ms] of latencies.entries()) {
          hedge.observe(ms)
          const latest = latencies
            .slice(Math.max(0, i + 1 - window), i + 1)
            .toSorted((a, b) => a - b)
          const rank = Math.max(1, Math.ceil((percent / 100) * latest.length))
          const wanted = latest.length < 5 ? Infinity : Math.max(3, latest[rank - 1])
          expect(hedge.delayMs()).toBe(wanted)
        }
      }),
      { seed: 20_261_206, numRuns: 1_000 },
    )
  })
})

describe('the budget of hedging (E8)', () => {
  it('is never overdrawn, over 1,000 random sequences: hedges <= budget * calls', () => {
    const budget = fc.constantFrom(0.01, 0.05, 0.1, 0.3, 1 / 3, 0.5, 1)
    const begins = fc.array(fc.boolean(), { maxLength: 600, size: 'max' })
    let spent = 0
    fc.assert(
      fc.property(budget, begins, (budget, begins) => {
        const hedge = new Hedge({ after: 0, budget })
        let [calls, hedges] = [0, 0]
        for (const begin of begins) {
          if (begin) {
            hedge.begin()
            calls++
          } else if (hedge.withdraw()) hedges++
          expect(hedges).toBeLessThanOrEqual(budget * calls + 1e-9)
        }
        spent += hedges
      }),
      { seed: 20_261_207, numRuns: 1_000 },
    )
    expect(spent).toBeGreaterThan(1_000)
  })

  it('gives exactly one attempt for ten calls at a tenth, and saves up ten at most', () => {
    const hedge = new Hedge({ after: 0, budget: 0.1 })
    const hedged = Array.from({ length: 30 }, () => {
      hedge.begin()
      return hedge.withdraw()
    })
    expect(hedged.flatMap((yes, i) => (yes ? [i + 1] : []))).toEqual([10, 20, 30])
    for (let i = 0; i < 10_000; i++) hedge.begin()
    expect(Array.from({ length: 12 }, () => hedge.withdraw()).filter(Boolean)).toHaveLength(10)
  })

  it('is without bound unless it is said', () => {
    const hedge = new Hedge({ after: 0 })
    expect(Array.from({ length: 100 }, () => hedge.withdraw())).not.toContain(false)
  })
})

describe('options of hedging (E8)', () => {
  it.each<HedgeOptions>([
    { after: 0 },
    { after: 'p99.9', most: 10, budget: 1, minimum: 5, window: 20 },
    { after: 'failure', on: ['timeout'] },
  ])('may be %j', options => {
    expect(told(options)).toEqual([])
  })

  it.each([
    [{}, 'after: after is missing'],
    [{ after: 'p0' }, 'after: "p0" is no percentile'],
    [{ after: 'p100' }, 'after: "p100" is no percentile'],
    [{ after: -1 }, 'after: -1 is not a number of milliseconds from 0'],
    [{ after: 5, most: 11 }, 'most: 11 is not a whole number from 1 to 10'],
    [{ after: 5, budget: 0 }, 'budget: 0 is not a number above 0 and up to 1'],
    [
      { after: 5, minimumCalls: 3 },
      ': minimum, window and minimumCalls are for a percentile, but after is 5ms',
    ],
    [
      { after: 'p95', window: 10 },
      ': minimumCalls is 20, but only the latest 10 calls are remembered',
    ],
  ])('%j are refused', (options, what) => {
    expect(told(options)).toEqual([what])
  })
})
