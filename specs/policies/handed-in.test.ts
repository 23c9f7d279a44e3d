/** Machines by themselves say what was not handed in, and refuse what they could not do. */
import {
  AdaptiveThrottle,
  Balancer,
  Bulkhead,
  CircuitBreaker,
  ConcurrencyLimiter,
  delayRule,
  fits,
  healthCheckSettings,
  Hedge,
  HostHealth,
  like,
  lineSettings,
  OutlierDetector,
  RateLimiter,
  Retry,
  retryBudget,
  WaitEstimate,
  WaitingLine,
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

  const line = new WaitingLine<never>(lineSettings({ order: 'priority' }))
  const limiter = new ConcurrencyLimiter({ algorithm: 'aimd' }, Math.random)
  const budget = retryBudget({ kind: 'cost' }, { now: 0 })
  const balancer = new Balancer({ by: 'modulo' }, { servers: 2, random: Math.random })
  const hosts = new OutlierDetector({}, { hosts: 2 })
  const breaker = new CircuitBreaker({ consecutive: 1, openFor: 5 })
  const bulkhead = new Bulkhead({ limit: 1 }, { letIn: () => {}, turnOut: () => {} })

  it.each<[string, (odd: never) => unknown, unknown, string]>([
    ['a present of a breaker', odd => breaker.admit(odd), NaN, 'now is NaN'],
    ['a permit', odd => breaker.settle(odd, 'ok', 0), undefined, 'only if it was admitted'],
    ['settings of a line', odd => new WaitingLine(odd), {}, 'new WaitingLine(lineSettings('],
    ['options of a line', odd => lineSettings(odd), { order: 'last' }, 'is no choice'],
    [
      'who joins a line',
      odd => line.add(odd),
      { priority: 10 },
      '10 is no whole number from 0 to 9',
    ],
    ['who leaves a line', odd => line.remove(odd), { priority: 1, queued: false }, 'does not wait'],
    ['a priority', odd => line.ahead(odd), 99, '99 is no whole number from 0 to 9'],
    ['a passage', odd => limiter.admit(odd, 0), undefined, 'const passage = limiter.start()'],
    [
      'an outcome under load',
      odd => limiter.settle(limiter.start(), odd, 0),
      'failed',
      "write 'ok', 'dropped' or 'ignored'",
    ],
    ['what a retry cost', odd => budget.settle(0, odd, 'ok'), '5', '"5" is no length of time'],
    ['a failure', odd => budget.withdraw(0, odd), 'crash', '"crash" is no kind of failure'],
    ['a server', odd => balancer.begin(odd), 2, '2 is no whole number from 0 to 1'],
    ['a key', odd => balancer.choose(0, odd), 0.5, '0.5 is no whole number from 0'],
    ['a host', odd => hosts.isEjected(odd), 2, '2 is no whole number from 0 to 1'],
    ['a call', odd => bulkhead.admit(odd, 0), 'call', 'an object of your own for each call'],
    ['a listener', odd => new Bulkhead({ limit: 1 }, odd), {}, 'write { letIn: call =>'],
    ['a latency', odd => new Hedge({ after: 'p95' }).observe(odd), NaN, 'NaN is no length of time'],
    ['a deadline', odd => fits(odd, 0), undefined, 'write fits(Date.now() + 250, Date.now())'],
    ['slots', odd => new WaitEstimate().waitMs(1, odd), 0, 'how many slots there are, from 1'],
    ['a present', odd => new AdaptiveThrottle({}).share(odd), undefined, 'now is undefined'],
    [
      'what a probe said',
      odd => new HostHealth({ unhealthyAfter: 1, healthyAfter: 1 }).record(odd),
      'ok',
      'hand in true or false',
    ],
    ['settings of health checks', odd => healthCheckSettings(odd), { every: -1 }, 'every: 10_000'],
  ])('refuses %s that is none, and says what to hand in', (_, hand, odd, told) => {
    expect(() => hand(odd as never)).toThrow(told)
    expect(() => hand(odd as never)).toThrow(expect.objectContaining({ name: 'UsageError' }))
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
