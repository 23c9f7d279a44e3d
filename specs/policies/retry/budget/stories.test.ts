/** What each kind of retry budget grants, in exact numbers. */
import { type FailureKind, retryBudget, type RetryBudgetOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const made = (options: RetryBudgetOptions) => retryBudget(options, { now: 0 })

/** Some calls that fail, each asking once for a retry, which fails too; how many got one. */
function retriesOf(options: RetryBudgetOptions, calls: number, failure: FailureKind = 'error') {
  const budget = made(options)
  let granted = 0
  for (let i = 0; i < calls; i += 1) {
    budget.begin(0)
    budget.settle(0, 0, 'failed')
    const paid = budget.withdraw(0, failure)
    if (paid > 0) granted += 1
    if (paid > 0) budget.settle(0, paid, 'failed')
    budget.end(0)
  }
  return granted
}

describe('E3 a budget by ratio', () => {
  it('grants one retry for five calls, and ten a second besides', () => {
    expect(retriesOf({}, 1_000)).toBe(100 + 200)
    expect(retriesOf({ minPerSecond: 0 }, 1_000)).toBe(200)
    expect(retriesOf({ ratio: 0.5, minPerSecond: 1, ttl: 1_000 }, 100)).toBe(51)
  })

  it('grants the tenth of ten calls its retry, though ten tenths are not quite one', () => {
    const budget = made({ minPerSecond: 0, ratio: 0.1 })
    const granted = Array.from({ length: 20 }, () => {
      budget.begin(0)
      return budget.withdraw(0, 'error')
    })
    expect(granted.flatMap((paid, call) => (paid > 0 ? [call + 1] : []))).toEqual([10, 20])
  })

  it('forgets calls after its ttl', () => {
    const budget = made({ minPerSecond: 0, ratio: 1, ttl: 10_000 })
    budget.begin(500)
    budget.begin(900)
    expect(budget.withdraw(9_999, 'error')).toBe(1)
    expect(budget.withdraw(10_000, 'error')).toBe(0)
  })

  it('has its reserve again when the retries that used it are forgotten', () => {
    const budget = made({ ratio: 0, minPerSecond: 0.2, ttl: 10_000 })
    const grants = [0, 0, 0, 1_500, 9_999, 10_000, 10_000, 10_000].map(now =>
      budget.withdraw(now, 'error'),
    )
    expect(grants).toEqual([1, 1, 0, 0, 0, 1, 1, 0])
  })
})

describe('E3 a budget of tokens (gRPC)', () => {
  it('grants retries while more than half of its tokens are left', () => {
    // Each call takes one token, each failed retry another: 9, 8, 7, 6 are over 5.
    expect(retriesOf({ kind: 'tokens', maxTokens: 10, tokenRatio: 0.1 }, 20)).toBe(2)
    // 3 tokens: the first failure leaves 2, over 1.5; then 1.
    expect(retriesOf({ kind: 'tokens', maxTokens: 3 }, 20)).toBe(1)
  })

  it('is asked after the failure has been counted', () => {
    const budget = made({ kind: 'tokens', maxTokens: 4 })
    budget.settle(0, 0, 'failed')
    expect(budget.withdraw(0, 'error')).toBe(1) // 3 are over 2
    budget.settle(0, 1, 'failed')
    expect(budget.withdraw(0, 'error')).toBe(0) // 2 are not
  })

  it('recovers by successes, a tenth of a token each, and never above its maximum', () => {
    const budget = made({ kind: 'tokens', maxTokens: 4, tokenRatio: 0.5 })
    for (let i = 0; i < 100; i += 1) budget.settle(0, 0, 'ok')
    for (let i = 0; i < 6; i += 1) budget.settle(0, 0, 'failed') // never below 0
    for (let i = 0; i < 4; i += 1) budget.settle(0, 0, 'ok')
    expect(budget.withdraw(0, 'error')).toBe(0) // 2 are not over 2
    budget.settle(0, 0, 'ok')
    expect(budget.withdraw(0, 'error')).toBe(1)
  })

  it('hears nothing of what came to nothing', () => {
    const budget = made({ kind: 'tokens', maxTokens: 3 })
    for (let i = 0; i < 10; i += 1) budget.settle(0, 0, 'ignored')
    expect(budget.withdraw(0, 'error')).toBe(1)
  })
})

describe('E3 a budget by cost (AWS)', () => {
  it('pays 10 for a retry, 5 after a rejection, out of 500', () => {
    expect(retriesOf({ kind: 'cost' }, 1_000)).toBe(50)
    expect(retriesOf({ kind: 'cost' }, 1_000, 'timeout')).toBe(50)
    expect(retriesOf({ kind: 'cost' }, 1_000, 'rejected')).toBe(100)
    expect(made({ kind: 'cost' }).withdraw(0, 'error', 429)).toBe(5)
  })

  it('in its newer mode pays 14, and 5 when throttled', () => {
    expect(retriesOf({ kind: 'cost', cost: 14, throttlingCost: 5 }, 1_000)).toBe(35)
  })

  it('gets the price of the last retry back when that succeeds, and 1 for a first attempt', () => {
    const budget = made({ kind: 'cost', capacity: 20 })
    const first = budget.withdraw(0, 'error')
    budget.settle(0, first, 'failed')
    const second = budget.withdraw(0, 'rejected')
    budget.settle(0, second, 'ok')
    expect([first, second, budget.withdraw(0, 'error')]).toEqual([10, 5, 10]) // 20 - 10 - 5 + 5
    expect(budget.withdraw(0, 'rejected')).toBe(0)
    for (let i = 0; i < 5; i += 1) budget.settle(0, 0, 'ok')
    expect(budget.withdraw(0, 'rejected')).toBe(5)
  })

  it('never holds more than its capacity', () => {
    const budget = made({ kind: 'cost', capacity: 10 })
    for (let i = 0; i < 100; i += 1) budget.settle(0, 0, 'ok')
    expect([budget.withdraw(0, 'error'), budget.withdraw(0, 'error')]).toEqual([10, 0])
  })
})

describe('E3 a budget of concurrency (Envoy)', () => {
  const underWay = (options: RetryBudgetOptions, calls: number) => {
    const budget = made(options)
    for (let i = 0; i < calls; i += 1) budget.begin(0)
    const granted = Array.from({ length: calls }, () => budget.withdraw(0, 'error'))
    return granted.filter(paid => paid > 0).length
  }

  it('has a fifth of the calls under way retrying, in whole ones, and three at least', () => {
    const all = [1, 10, 19, 20, 24, 25, 100].map(calls => underWay({ kind: 'concurrency' }, calls))
    expect(all).toEqual([1, 3, 3, 4, 4, 5, 20])
    expect(underWay({ kind: 'concurrency', share: 0, minConcurrency: 2 }, 100)).toBe(2)
  })

  it('grants the next when one is over, failed or given up, however often', () => {
    const budget = made({ kind: 'concurrency', share: 0.2, minConcurrency: 1 })
    budget.begin(0)
    for (let i = 0; i < 1_000; i += 1) {
      const paid = budget.withdraw(0, 'error')
      expect([paid, budget.withdraw(0, 'error')]).toEqual([1, 0])
      budget.settle(0, paid, i % 2 === 0 ? 'failed' : 'ignored')
    }
    expect(retriesOf({ kind: 'concurrency' }, 1_000)).toBe(1_000)
  })
})

describe('E3 a budget in a bucket', () => {
  it('grants what is in it at first, and then what calls pay in', () => {
    expect(retriesOf({ kind: 'bucket', deposit: 0.25, capacity: 5, initial: 2 }, 100)).toBe(2 + 25)
    expect(retriesOf({ kind: 'bucket', deposit: 0.1, initial: 0 }, 100)).toBe(10)
    expect(retriesOf({ kind: 'bucket', deposit: 3, capacity: 3 }, 100)).toBe(100)
  })

  it('holds no more than it can, however long nothing fails', () => {
    const budget = made({ kind: 'bucket', deposit: 0.5, capacity: 3, initial: 0 })
    for (let i = 0; i < 100; i += 1) budget.begin(0)
    const granted = Array.from({ length: 5 }, () => budget.withdraw(1e9, 'error'))
    expect(granted).toEqual([1, 1, 1, 0, 0])
  })

  it('is paid into by successes only, if told so: in an outage it runs dry', () => {
    const rule = { kind: 'bucket', deposit: 0.5, capacity: 3, paidBy: 'successes' } as const
    expect(retriesOf(rule, 100)).toBe(3)
    const budget = made({ ...rule, initial: 0 })
    budget.settle(0, 0, 'ok')
    expect(budget.withdraw(0, 'error')).toBe(0)
    budget.settle(0, 0, 'ok')
    expect(budget.withdraw(0, 'error')).toBe(1)
  })
})

describe('E3 a budget by a ratio above 1', () => {
  it('grants several retries to each call', () => {
    const budget = made({ ratio: 2, minPerSecond: 0 })
    budget.begin(0)
    const granted = [1, 2, 3].map(() => budget.withdraw(0, 'error'))
    expect(granted).toEqual([1, 1, 0])
  })
})
