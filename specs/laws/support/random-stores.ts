/** Queues, workers, and what is said of the keys of caches, drawn at random. */
import fc from 'fast-check'
import { type CachedOptions, type Component, publish, queue, type Step, worker } from 'gameday'

/** The queue of a drawn system, the one for its dead letters, and the worker. */
export const QUEUE = 'post'
const DEAD_LETTERS = 'attic'

type Keys = Pick<CachedOptions, 'key' | 'ttl' | 'hitRatio'>

const hitRatio = fc.record({ hitRatio: fc.constantFrom(0.1, 0.9) })
const aging = fc.record({ key: fc.constantFrom(3, 50), ttl: fc.constantFrom(50, 500) })
const renewed = fc.record({
  key: fc.constantFrom(1, 3, 50),
  ttl: fc.constantFrom(20, 200),
  coalesce: fc.constantFrom(true, false, 'perReplica' as const),
  spread: fc.constantFrom(0, 0.3),
  refreshAhead: fc.constantFrom(0, 0.4),
})
const stale = fc.record({
  key: fc.constantFrom(1, 5),
  ttl: fc.constantFrom(20, 60),
  coalesce: fc.boolean(),
  staleFor: fc.constantFrom(10, 100),
  staleIfError: fc.constant(200),
  negativeTtl: fc.constantFrom(30, 100),
  earlyRefresh: fc.constantFrom(0.5, 2),
})

/** What is said of the keys of a cache. */
export const keysOfCache: fc.Arbitrary<Keys> = fc.oneof(hitRatio, aging, renewed, stale)

/** A message published. */
export const publishing: fc.Arbitrary<Step> = fc
  .constantFrom({}, { timeout: 30 }, { timeout: 20, retry: { attempts: 2 } }, { optional: true })
  .map(options => publish(QUEUE, options))

/**
 * A queue with a worker and a queue for its dead letters.
 *
 * @param handle what the worker does with a message
 */
export const messaging = (
  handle: fc.Arbitrary<Step[]>,
): fc.Arbitrary<{ readonly [name: string]: Component }> =>
  fc
    .record({
      spec: fc.record({
        capacity: fc.constantFrom(3, 1_000),
        deliveries: fc.constantFrom(1, 3),
        visibilityTimeout: fc.constantFrom(20, 200),
        redeliverAfter: fc.constantFrom(0, 15),
        durable: fc.boolean(),
      }),
      concurrency: fc.constantFrom(1, 4),
      replicas: fc.constantFrom(1, 2),
      keeps: fc.boolean(),
      handle,
    })
    .map(({ spec, keeps, ...workers }) => ({
      [QUEUE]: queue(keeps ? { ...spec, deadLetters: DEAD_LETTERS } : spec),
      [DEAD_LETTERS]: queue({ capacity: 5 }),
      ...(!keeps && { keeper: worker({ of: DEAD_LETTERS, handle: [] }) }),
      postman: worker({ of: QUEUE, ...workers }),
    }))
