/** Mistakes in the options of a retry budget, above all budgets that could never pay. */
import { checkRetry, checkRetryBudget, retryBudget } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const told = (options: unknown) =>
  checkRetryBudget(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a retry budget', () => {
  it.each([
    {},
    { ratio: 0, minPerSecond: 1, ttl: 1_000 },
    { kind: 'ratio', ratio: 3 },
    { kind: 'bucket', deposit: 2, capacity: 1, initial: 0 },
    { kind: 'tokens', maxTokens: 2.5, tokenRatio: 1 },
    { kind: 'cost', capacity: 5 },
    { kind: 'concurrency', share: 0 },
  ])('may be %j', options => {
    expect(checkRetryBudget(options, '')).toEqual([])
  })

  it.each([
    [
      { ratio: 0, minPerSecond: 0.05 },
      ': ratio is 0, and 0.05 a second make 0.5 retries in 10000 ms, so none is ever granted',
    ],
    [
      { kind: 'tokens', maxTokens: 2 },
      'maxTokens: 2 is not a number above 2 and up to 1,000: ' +
        'of 2 tokens the first failure leaves 1, which is not over half',
    ],
    [
      { kind: 'cost', capacity: 4 },
      ': a retry costs 10, or 5, and there is never more than 4, so none is ever granted',
    ],
    [
      { kind: 'concurrency', share: 0, minConcurrency: 0 },
      ': share and minConcurrency are both 0, so no retry is ever granted',
    ],
  ])('that could never pay for a retry are refused: %j', (options, what) => {
    expect(told(options)).toEqual([what])
  })

  it('know the kinds, and what belongs to each', () => {
    expect(told({ kind: 'grpc' })).toEqual(['kind: "grpc" is no choice'])
    expect(told({ kind: 'tokens', ratio: 0.2 })).toEqual(['ratio: there is no option "ratio"'])
    expect(told({ ratio: 1_500 })).toEqual(['ratio: 1500 is not a number from 0 to 1,000'])
    expect(told({ kind: 'bucket', initial: 11 })).toEqual([
      ': initial is 11, and the bucket holds 10 at most',
    ])
  })

  it('stand in the options of a retry, which has one to pay for', () => {
    expect(checkRetry({ budget: { ratio: -2 } }, 'retry')).toEqual([
      expect.objectContaining({ where: 'retry › budget › ratio' }),
    ])
    expect(checkRetry({ attempts: 1, budget: {} }, '')).toEqual([
      {
        what: 'attempts is 1, so there is no retry for the budget to pay',
        fix: 'write attempts: 3',
      },
    ])
  })
})

describe('the kind of a retry budget', () => {
  it.each([Symbol('ratio'), Object.create(null), 7, 'constructor'])('has a name', kind => {
    expect(told({ kind }).join()).toContain('kind: ')
  })
})

describe('a retry budget', () => {
  it('is not made of mistaken options', () => {
    expect(() => retryBudget({ ratio: -1 }, { now: 0, where: 'here' })).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        problems: checkRetryBudget({ ratio: -1 }, 'here'),
      }),
    )
  })
})
