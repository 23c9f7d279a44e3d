/** Machines by themselves say what was not handed in, and refuse what they could not do. */
import {
  CircuitBreaker,
  ConcurrencyLimiter,
  delayRule,
  HostHealth,
  like,
  RateLimiter,
  Retry,
  retryBudget,
} from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const without = (make: unknown, ...given: unknown[]) =>
  new (make as new (...args: unknown[]) => unknown)(...given)

describe('a machine by itself', () => {
  it.each([
    [
      'a rate limit',
      () => without(RateLimiter, { rate: '100/s' }),
      'new RateLimiter(options, { now })',
    ],
    [
      'a retry budget',
      () => (retryBudget as (options: object) => unknown)({ ratio: 0.2 }),
      'retryBudget(options, { now })',
    ],
    [
      'a concurrency limit',
      () => without(ConcurrencyLimiter, { algorithm: 'vegas' }),
      'new ConcurrencyLimiter(options, random)',
    ],
    ['the health of a host', () => without(HostHealth, {}), 'unhealthyAfter is missing'],
    ['a delay rule', () => delayRule({ target: -5 }), 'write target: 5'],
    [
      'a rate',
      () => without(RateLimiter, { rate: 100 }, { now: 0 }),
      '100 is no rate: it has no unit',
    ],
    [
      'a retry',
      () => without(Retry, { budget: { ratio: 0.2 } }),
      'a Retry by itself keeps no budget',
    ],
    [
      'a breaker that warms up',
      () => new CircuitBreaker(like.opossum({ timeout: false, allowWarmUp: true })),
      'nothing says since when',
    ],
    [
      'a breaker with a timeout',
      () => new CircuitBreaker({ consecutive: 5, openFor: 1_000, timeout: 250 }),
      "after 250ms settle(permit, 'failed', now) yourself",
    ],
    [
      'a breaker like opossum, which gives calls up after 10 s',
      () => new CircuitBreaker(like.opossum()),
      'in like.opossum write timeout: false',
    ],
  ])('%s is told what it lacks', (_, make, told) => {
    expect(make).toThrow(told)
  })

  it('asks for the chance that a retry draws from', () => {
    const retry = new Retry({ attempts: 3 })
    const next = () => (retry.next as (progress: object) => unknown)(retry.start())
    expect(next).toThrow('hand in Math.random')
  })

  it('stays closed for as long as it warms up, from when its process began', () => {
    const options = like.opossum({
      timeout: false,
      allowWarmUp: true,
      rollingCountTimeout: 1_000,
    })
    const breaker = new CircuitBreaker(options, { since: 5_000 })
    for (const now of [5_100, 5_900]) {
      const admission = breaker.admit(now)
      if (admission.admitted) breaker.settle(admission, 'failed', now)
    }
    expect(breaker.state.name).toBe('closed')
  })
})
