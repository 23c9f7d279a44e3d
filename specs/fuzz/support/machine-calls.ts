/** Right calls of the policies' machines, of each kind, and of all that they can be told. */
import * as p from 'gameday/policies'
import type { Calls } from './calls.ts'
import { told } from './numbers.ts'
import { singleMachines } from './single-machines.ts'

const random = () => 0.5

const breakers = [
  { consecutive: 5, openFor: 1_000 },
  { window: 10_000, failureRate: 0.5, minimumCalls: 1, openFor: 1_000, ring: 'sliding' },
  p.like.opossum({ timeout: false }),
  p.like.cockatiel({ breaker: { threshold: 0.5, duration: 1_000 }, halfOpenAfter: 100 }),
  p.like.resilience4j({ slidingWindowType: 'TIME_BASED' }),
  p.like.polly(),
].flatMap((options, i): [string, Calls[string]][] => [
  [
    `breaker ${i}`,
    [
      (its: never, extras: never, now: number, outcome: 'ok', took: number) => {
        const breaker = new p.CircuitBreaker(its, extras)
        const admission = breaker.admit(now) as p.Permit
        breaker.settle(admission, outcome, now, took)
        return told(breaker.metrics(now))
      },
      options,
      { since: 0, where: 'x' },
      5,
      'ok',
      7,
    ],
  ],
  [
    `breaker ${i} by hand`,
    [
      (its: never, how: 'open', now: number) => {
        const breaker = new p.CircuitBreaker(its)
        if (['wake', 'open', 'close', 'isolate', 'release', 'disable', 'reset'].includes(how)) {
          breaker[how](now)
        }
        return told(breaker.metrics(1e6))
      },
      options,
      'open',
      5,
    ],
  ],
])

const budgets = [{ ratio: 0.2 }, { kind: 'tokens' }, { kind: 'cost' }, { kind: 'concurrency' }].map(
  (options, i): [string, Calls[string]] => [
    `retryBudget ${i}`,
    [
      (its: never, extras: never, now: number, paid: number, outcome: 'ok', failure: 'timeout') => {
        const budget = p.retryBudget(its, extras)
        budget.begin(now)
        budget.settle(now, paid, outcome)
        const cost = budget.withdraw(now, failure, 503)
        budget.end(now)
        return told(cost)
      },
      options,
      { now: 0 },
      5,
      0,
      'failed',
      'timeout',
    ],
  ],
)

const limits = [
  { rate: '100/s', maxWait: 5 },
  { algorithm: 'leakyBucket', rate: '100/s' },
  { limit: 5, window: 100 },
  { limit: 5, window: 100, aligned: 'firstCall' },
  { algorithm: 'slidingLog', limit: 5, window: 100 },
  { algorithm: 'slidingCounter', limit: 5, window: 100 },
].map((options, i): [string, Calls[string]] => [
  `RateLimiter ${i}`,
  [
    (its: never, extras: never, now: number, permits: number) => {
      const limiter = new p.RateLimiter(its, extras)
      return told([limiter.admit(now, permits), limiter.waitFor(now, permits)])
    },
    options,
    { now: 0 },
    5,
    1,
  ],
])

const adaptive = ['aimd', 'vegas', 'gradient2', 'envoy'].map(
  (algorithm): [string, Calls[string]] => [
    `ConcurrencyLimiter ${algorithm}`,
    [
      (its: never, chance: never, passage: never, now: number, outcome: 'ok') => {
        const limiter = new p.ConcurrencyLimiter(its, chance)
        if (limiter.admit(passage, now)) limiter.settle(passage, outcome, now + 5)
        return told([limiter.limit, limiter.inFlight])
      },
      { algorithm },
      random,
      { startedAt: 0, inFlight: 0 },
      5,
      'ok',
    ],
  ],
)

const balancers = ['roundRobin', 'powerOfTwo', 'peakEwma', 'consistentHash', 'modulo'].map(
  (by): [string, Calls[string]] => [
    `Balancer ${by}`,
    [
      (its: never, extras: never, used: never, server: number, key: number, ms: number) => {
        const balancer = new p.Balancer(its, extras)
        balancer.use(used)
        balancer.begin(server)
        balancer.end(server, ms, ms)
        return told([balancer.choose(ms, key), balancer.pending(server)])
      },
      { by },
      { servers: 3, random },
      [0, 1],
      1,
      5,
      7,
    ],
  ],
)

export const machineCalls: Calls = {
  ...Object.fromEntries([...breakers, ...budgets, ...limits, ...adaptive, ...balancers]),
  ...singleMachines,
}
