/** E5: shedding together with everything else, and what it contradicts. */
import * as fc from 'fast-check'
import { call, clients, crash, service, simulate, slow, store, system, work } from 'gameday'
import type { SheddingSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

const anyShedding: fc.Arbitrary<SheddingSpec> = fc.oneof(
  fc.record({
    order: fc.constantFrom('fifo', 'priority'),
    evict: fc.constantFrom('newest', 'oldest', 'random', 'leastImportant'),
    expectedWait: fc.constantFrom('10ms', '100ms'),
    heedDeadline: fc.boolean(),
  }),
  fc.record({
    order: fc.constantFrom('fifo', 'lifo', 'priority'),
    evict: fc.constantFrom('newest', 'oldest', 'random', 'leastImportant'),
    queueTimeout: fc.constantFrom('3ms', '20ms'),
    codel: fc.record({ law: fc.constantFrom('folly', 'rfc8289') }),
  }),
)

describe('E5 shedding goes together with', () => {
  it('crashes, slowness, time-outs and cancellation: all is accounted for, in 150 systems', () => {
    let shed = 0
    fc.assert(
      fc.property(anyShedding, anyShedding, fc.boolean(), fc.nat(), (web, db, cancel, seed) => {
        const shop = system('shop', {
          users: clients({ rate: '900/s', call: 'web', timeout: '60ms', priority: 2 }),
          batch: clients({ rate: '300/s', call: 'web', timeout: '60ms', priority: 8 }),
          web: service({
            concurrency: 6,
            queue: 10,
            shedding: web,
            handle: [work('2ms'), call('db', { timeout: '15ms', cancel, propagate: cancel })],
          }),
          db: store({ concurrency: 2, queue: 4, time: '3ms', shedding: db }),
        })
        const faults = [
          slow('db', { by: '10ms' }).at('100ms').for('100ms'),
          crash('web').at('250ms').for('30ms'),
          crash('db', { refuse: true }).at('350ms').for('30ms'),
        ]
        const run = simulate(shop, { for: '500ms', faults, seed })
        expect(run.requests().unfinished).toBe(0)
        expect(simulate(shop, { for: '500ms', faults, seed }).digest).toBe(run.digest)
        shed += run.at('web').counts['requests shed'] ?? 0
      }),
      { seed: 20_261_208, numRuns: 150 },
    )
    expect(shed).toBeGreaterThan(1_000)
  })

  it('nothing that contradicts it', () => {
    const of = (options: object) => () =>
      system('odd', {
        users: once('web'),
        web: service({ handle: [work('1ms')], ...options }),
      })
    expect(of({ nonBlocking: true, shedding: {} })).toThrow(
      'with nonBlocking requests begin at once, so there is nobody in the queue to shed',
    )
    expect(of({ concurrency: 8, queue: 0, shedding: { order: 'lifo' } })).toThrow(
      'queue is 0, so of 9 requests at once nobody waits to be shed',
    )
    expect(of({ shedding: { codel: { target: '200ms' } } })).toThrow(
      'the target is 200ms and the interval 100ms',
    )
  })
})
