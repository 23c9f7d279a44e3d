/** Shops drawn at random that do well without faults: what goes wrong in them is what faults do. */
import fc from 'fast-check'
import {
  cache,
  cached,
  call,
  clients,
  exponential,
  publish,
  queue,
  service,
  store,
  system,
  type System,
  worker,
} from 'gameday'
import { maybe, withoutGaps } from './gaps.ts'

const policies = fc.record({
  timeout: fc.constantFrom(50, 200, 1_000),
  retry: maybe(
    fc.record({
      attempts: fc.constantFrom(2, 4),
      base: fc.constantFrom(10, 100),
      budget: maybe(fc.constant({ ratio: 0.2 })),
    }),
  ),
  breaker: maybe(
    fc.constantFrom<{ readonly [option: string]: number }>(
      { consecutive: 5, openFor: 500 },
      { window: 2_000, failureRate: 0.5, minimumCalls: 10, openFor: 1_000 },
      { consecutive: 10, openFor: 8_000 },
    ),
  ),
  fallback: maybe(fc.constant({ value: 'plan B' })),
  bulkhead: maybe(fc.constant({ limit: 20, queue: 10, maxWait: 100 })),
})

/** As it is written, without what was not drawn. */
const optionsOf = (drawn: object): object => withoutGaps(drawn as never)

const drawn = fc.record({
  rate: fc.constantFrom(20, 60, 120),
  isClosed: fc.boolean(),
  patience: fc.constantFrom(500, 3_000),
  workMs: fc.constantFrom(2, 10),
  /** The share of the database that is in use. */
  busy: fc.constantFrom(0.2, 0.5, 0.8),
  line: fc.constantFrom(0, 20, 1_000),
  replicas: fc.constantFrom(1, 3),
  ttl: fc.constantFrom(1_000, 5_000, 60_000),
  toDb: policies,
  toAuth: policies,
  toProduct: policies,
})

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

function shopOf(one: Drawn): System {
  const { rate, isClosed, patience, workMs, busy, line, replicas, ttl } = one
  const [slots, think] = [Math.max(1, Math.ceil((rate * workMs) / 1_000 / busy)), 200]
  const load = isClosed
    ? { users: Math.ceil((rate * think) / 1_000), think: exponential(think) }
    : { rate: `${rate}/s` as const }
  return system('drawn shop', {
    shoppers: clients({ ...load, call: 'web', timeout: patience }),
    web: service({
      concurrency: 200,
      replicas,
      handle: [
        call('auth', optionsOf(one.toAuth)),
        call('product', optionsOf(one.toProduct)),
        publish('mails'),
      ],
    }),
    auth: service({
      concurrency: 50,
      handle: cached('sessions', { key: 500, ttl, miss: call('db', { timeout: 500 }) }),
    }),
    sessions: cache({ capacity: 1_000, latency: 1 }),
    product: service({ concurrency: 50, queue: line, handle: call('db', optionsOf(one.toDb)) }),
    db: store({ concurrency: 2 * slots, queue: line, time: exponential(workMs) }),
    mails: queue({ capacity: 10_000, deliveries: 3 }),
    sender: worker({ of: 'mails', concurrency: 20, handle: call('smtp', { timeout: 500 }) }),
    smtp: store({ concurrency: 20, time: exponential(20) }),
  } as never)
}

/** Shops of two services, a cache, a database, a queue with a worker, and people. */
export const drawnShops: fc.Arbitrary<System> = drawn.map(shopOf)
