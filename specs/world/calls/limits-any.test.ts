/** Whatever befalls callers at their limits: no slot is lost, and none is given twice. */
import * as fc from 'fast-check'
import {
  call,
  type CallOptions,
  clients,
  crash,
  errors,
  type Fault,
  parallel,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

type Bulkhead = NonNullable<CallOptions['bulkhead']>

const ms = (least: number, most: number) => fc.integer({ min: least, max: most })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })

const kind = fc.constantFrom<NonNullable<Bulkhead['kind']>>('semaphore', 'threadPool', 'process')
const bulkhead: fc.Arbitrary<Bulkhead> = fc.oneof(
  fc.record({ kind, limit: fc.integer({ min: 1, max: 4 }), queue: fc.constantFrom(0, 1, 3) }),
  fc.record({
    kind,
    limit: fc.integer({ min: 1, max: 4 }),
    queue: fc.constantFrom(1, 4),
    maxWait: ms(1, 40),
    whenFull: fc.constantFrom('reject' as const, 'dropOldest' as const),
  }),
  fc.record({
    kind: fc.constant('connectionPool' as const),
    limit: fc.integer({ min: 1, max: 4 }),
    setUp: ms(0, 10),
    maxWait: ms(11, 60),
  }),
)
const rateLimit: fc.Arbitrary<NonNullable<CallOptions['rateLimit']>> = fc.oneof(
  fc.record({ rate: fc.constantFrom('100/s', '500/s'), burst: ms(1, 5), maxWait: ms(0, 30) }),
  fc.record({ limit: ms(1, 5), window: ms(5, 30), maxWait: ms(0, 60) }),
  fc.record({
    algorithm: fc.constant('slidingLog' as const),
    limit: ms(1, 5),
    window: ms(5, 30),
    scope: fc.constantFrom('global' as const, 'replica' as const),
  }),
) as fc.Arbitrary<NonNullable<CallOptions['rateLimit']>>
const budget: fc.Arbitrary<NonNullable<NonNullable<CallOptions['retry']>['budget']>> = fc.oneof(
  fc.record({ ratio: fc.constantFrom(0.1, 0.5), minPerSecond: fc.constantFrom(0, 5) }),
  fc.constantFrom({ kind: 'tokens' as const, maxTokens: 5 }, { kind: 'cost' as const }),
  fc.record({ kind: fc.constant('concurrency' as const), minConcurrency: ms(1, 3) }),
)
const options = fc.record({
  bulkhead,
  rateLimit: maybe(rateLimit),
  timeout: maybe(ms(5, 40)),
  deadline: maybe(ms(5, 80)),
  cancel: fc.boolean(),
  fallback: fc.constantFrom(undefined, { value: 1 }),
  retry: maybe(fc.record({ attempts: fc.constantFrom(2, 3), base: ms(1, 20), budget })),
})
const fault: fc.Arbitrary<(at: number, lasts: number) => Fault<'api' | 'db' | 'api#0'>> =
  fc.constantFrom(
    (at, lasts) => crash('api').at(at).for(lasts),
    (at, lasts) => crash('api#0').at(at).for(lasts),
    (at, lasts) => crash('db').at(at).for(lasts),
    (at, lasts) => slow('db', { by: 50 }).at(at).for(lasts),
    (at, lasts) => errors('db', { rate: 0.5, retryAfter: 30 }).at(at).for(lasts),
  )
const faults = fc.array(fc.tuple(fault, ms(0, 400), ms(1, 200)), { maxLength: 3 })

describe('limits', () => {
  it('lose no call, give no slot twice and keep none, whatever fails', () => {
    const drawn = fc.record({
      options,
      other: options,
      faults,
      seed: fc.nat(),
      patience: ms(10, 100),
    })
    fc.assert(
      fc.property(drawn, ({ options, other, faults, seed, patience }) => {
        const small = system('small', {
          users: clients({ rate: '400/s', call: call('api', { timeout: patience, cancel: true }) }),
          api: service({
            replicas: 2,
            handle: [call('db', options), parallel(call('db', other), call('db', options))],
          }),
          db: store({ concurrency: 20, time: '8ms' }),
        })
        const made = faults.map(([fault, at, lasts]) => fault(at, lasts))
        // A run checks itself that whatever was issued has ended, or is inside.
        const run = simulate(small, { for: '500ms', seed, faults: made, strict: false })
        const { issued, unfinished } = run.on('api->db')
        expect(unfinished).toBe(0)
        expect(issued).toBeGreaterThan(0)
      }),
      { seed: 20_261_127, numRuns: 150 },
    )
  })

  it('have no more under way than they allow, and all of it again afterwards', () => {
    const semaphore = fc.record({ limit: fc.integer({ min: 1, max: 4 }), queue: ms(0, 3) })
    const drawn = fc.record({ options, bulkhead: semaphore, faults, seed: fc.nat() })
    fc.assert(
      fc.property(drawn, ({ options, bulkhead, faults, seed }) => {
        const { rateLimit: _, timeout = 40, ...rest } = options
        const small = system('small', {
          users: clients({ rate: '400/s', call: 'api', timeout: '100ms' }),
          api: service({ handle: call('db', { ...rest, timeout, cancel: true, bulkhead }) }),
          db: store({ time: '8ms' }),
        })
        const made = faults.map(([fault, at, lasts]) => fault(at, lasts))
        const run = simulate(small, { for: '1s', seed, faults: made, strict: false })
        expect(run.at('db').inFlight.peak).toBeLessThanOrEqual(bulkhead.limit)
        const later = run.on('api->db', { between: ['800ms', '1s'] })
        expect(later.attempts.issued).toBeGreaterThan(0)
      }),
      { seed: 20_261_128, numRuns: 150 },
    )
  })
})
