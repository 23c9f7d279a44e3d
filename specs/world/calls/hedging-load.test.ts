/** E8: what hedging costs, how that is bounded, and that nothing is lost on the way. */
import * as fc from 'fast-check'
import {
  call,
  clients,
  crash,
  exponential,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import type { HedgeSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

describe('E8 the load of hedging', () => {
  /** 100 requests a second, each of which would like a hedge. */
  const load = (hedge: HedgeSpec) =>
    simulate(
      system('load', {
        users: clients({ rate: '100/s', call: call('db', { hedge }) }),
        db: store({ concurrency: 1_000, time: exponential('20ms') }),
      }),
      { for: '60s', seed: 11 },
    ).on('users->db')

  it('is bounded by the budget, however slow the callee', () => {
    const { issued, attempts, counts } = load({ after: 0, budget: '10%' })
    expect(attempts.issued - issued).toBe(Math.floor(issued / 10))
    expect(counts['hedges sent']).toBe(attempts.issued - issued)
    expect(counts['hedges over budget']).toBe(issued - Math.floor(issued / 10))
  })

  it('after the 95th percentile is a twentieth, though losers are never seen to answer', () => {
    const { issued, attempts } = load({ after: 'p95' })
    expect(attempts.issued / issued).toBeGreaterThan(1.045)
    expect(attempts.issued / issued).toBeLessThan(1.055)
  })

  it('is nothing until enough calls were observed, and again after a crash of the caller', () => {
    const few = simulate(
      system('few', {
        users: once('web', { rate: '100/s', requests: 60 }),
        web: service({ handle: [call('db', { hedge: { after: 'p50', minimumCalls: 20 } })] }),
        db: store({ concurrency: 1_000, time: exponential('5ms') }),
      }),
      { for: '2s', trace: true, faults: [crash('web').at('305ms').for('1ms')] },
    )
    const sentIn = (from: number, to: number): number =>
      few.facts('attempt').filter(({ call, at }) => call === 'web->db' && at >= from && at < to)
        .length
    expect(sentIn(0, 190)).toBe(19)
    expect(sentIn(200, 305)).toBeGreaterThan(13)
    expect(sentIn(306, 490)).toBe(18)
  })
})

const anyHedge: fc.Arbitrary<HedgeSpec> = fc.record({
  after: fc.constantFrom('0ms', '4ms', 'p50', 'p90', 'failure'),
  most: fc.integer({ min: 1, max: 4 }),
  on: fc.constantFrom(['error'], ['timeout', 'rejected'], [503]),
})

describe('E8 hedges upon hedges', () => {
  it('lose nothing by crashes, slowness and cancellation, in 150 systems', () => {
    let hedges = 0
    fc.assert(
      fc.property(anyHedge, anyHedge, fc.boolean(), fc.nat(), (outer, inner, cancel, seed) => {
        const shop = system('shop', {
          users: clients({ rate: '300/s', call: call('web', { hedge: outer }), timeout: '60ms' }),
          web: service({
            concurrency: 20,
            queue: 10,
            replicas: 2,
            handle: [
              work('2ms'),
              call('db', {
                hedge: inner,
                timeout: '15ms',
                cancel,
                propagate: cancel,
                retry: { attempts: 2, base: '3ms' },
                breaker: { consecutive: 4, openFor: '20ms' },
                fallback: [work('1ms')],
              }),
            ],
          }),
          db: store({ concurrency: 2, queue: 4, replicas: 2, time: exponential('3ms') }),
        })
        const faults = [
          slow('db#0', { by: '10ms' }).at('100ms').for('100ms'),
          crash('web#1').at('250ms').for('30ms'),
          crash('db').at('350ms').for('30ms'),
        ]
        const run = simulate(shop, { for: '500ms', faults, seed })
        expect(run.requests().unfinished).toBe(0)
        expect(simulate(shop, { for: '500ms', faults, seed }).digest).toBe(run.digest)
        hedges += run.on('web->db').counts['hedges sent'] ?? 0
      }),
      { seed: 20_261_210, numRuns: 150 },
    )
    expect(hedges).toBeGreaterThan(1_000)
  })
})
