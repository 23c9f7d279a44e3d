/** Right calls of the machines that come in one kind: of each method, with what it is handed. */
import * as p from 'gameday/policies'
import type { Calls } from './calls.ts'
import { told } from './numbers.ts'

const random = () => 0.5

const waiting = { priority: 5, queued: false, turn: 0, nextQueued: null, previousQueued: null }

export const singleMachines: Calls = {
  Retry: [
    (its: never, progress: never, chance: never, hint: number, failure: 'error') => {
      const retry = new p.Retry(its)
      const wait = retry.next(progress, chance, hint)
      retry.restart(progress)
      return told([wait, retry.retryable(failure, 503)])
    },
    { attempts: 3, retryAfter: 'aws', bases: { rejected: 200, 429: 300 } },
    { attempts: 0, step: 0, delay: 0, mark: 0 },
    random,
    5,
    'error',
  ],
  fits: [(...args: [number, number, number]) => told(p.fits(...args)), 5, 3, 1],
  Bulkhead: [
    (its: never, listener: never, call: object, now: number, broken: boolean) => {
      const bulkhead = new p.Bulkhead<object>(its, listener)
      bulkhead.admit(call, now)
      bulkhead.admit({}, now)
      bulkhead.settle(now, broken)
      bulkhead.forget(call, now)
      bulkhead.pass(now)
      return told([bulkhead.held, bulkhead.waiting, bulkhead.dueAt])
    },
    { limit: 1, queue: 5, maxWait: 100 },
    { letIn: () => undefined, turnOut: () => undefined },
    {},
    5,
    false,
  ],
  AdaptiveThrottle: [
    (its: never, chance: never, now: number) => {
      const throttle = new p.AdaptiveThrottle(its)
      throttle.admit(chance, now)
      throttle.accepted(now)
      return told(throttle.share(now))
    },
    { k: 2 },
    random,
    5,
  ],
  Hedge: [
    (its: never, ms: number, failure: 'timeout', code: number) => {
      const hedge = new p.Hedge(its)
      hedge.begin()
      hedge.observe(ms)
      return told([hedge.delayMs(), hedge.firesOn(failure, code), hedge.withdraw()])
    },
    { after: 'p95', minimumCalls: 1 },
    5,
    'timeout',
    503,
  ],
  ...Object.fromEntries(
    ['folly', 'rfc8289'].map(law => [
      `delayRule ${law}`,
      [
        (its: never, waited: number, behind: number, now: number) =>
          told(p.delayRule(its).sheds(waited, behind, now)),
        { target: 5, interval: 100, law },
        12,
        40,
        1_000,
      ] as Calls[string],
    ]),
  ),
  WaitEstimate: [
    (ms: number, ahead: number, slots: number) => {
      const estimate = new p.WaitEstimate()
      estimate.served(ms)
      return told(estimate.waitMs(ahead, slots))
    },
    40,
    10,
    4,
  ],
  ...Object.fromEntries(
    ['newest', 'oldest', 'random', 'leastImportant'].map(evict => [
      `WaitingLine ${evict}`,
      [
        (its: never, item: never, newcomer: never, chance: never, priority: number) => {
          const line = new p.WaitingLine<never>(p.lineSettings(its))
          line.add(item)
          line.victim(newcomer, chance)
          const before = line.ahead(priority)
          line.remove(item)
          return told([before, line.length, line.shift()])
        },
        { order: 'priority', evict },
        waiting,
        { ...waiting, priority: 3 },
        random,
        4,
      ] as Calls[string],
    ]),
  ),
  'WaitingLine alone': [
    (settings: never) => new p.WaitingLine(settings),
    p.lineSettings({ order: 'lifo' }),
  ],
  HostHealth: [
    (its: never, passed: boolean) => told(new p.HostHealth(its).record(passed)),
    { unhealthyAfter: 1, healthyAfter: 1 },
    false,
  ],
  healthCheckSettings: [(its: never) => told(p.healthCheckSettings(its)), { every: 5_000 }],
  OutlierDetector: [
    (its: never, extras: never, host: number, ok: boolean, now: number) => {
      const detector = new p.OutlierDetector(its, extras)
      detector.record(host, ok, now)
      detector.sweep(now)
      return told([detector.isEjected(host), detector.ejected])
    },
    { consecutive: 1, most: 1, minimumHosts: 2, minimumRequests: 1 },
    { hosts: 3 },
    1,
    false,
    5,
  ],
  cockatiel: [p.like.cockatiel, { breaker: 5, halfOpenAfter: '10s' }],
  polly: [p.like.polly, { failureRatio: 0.5, breakDuration: ['5s', '30s'] }],
}
