/** E7: a caller that throttles itself when the callee turns its requests away. */
import { call, clients, crash, errors, service, simulate, store, system } from 'gameday'
import type { Fault, ThrottleSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts } from '../support/story.ts'

/** 400 requests a second for a store that takes 100, and turns away whom it has no place for. */
const refused = (throttle: ThrottleSpec | undefined) =>
  simulate(
    system('refused', {
      users: clients({ rate: '400/s', call: 'web' }),
      web: service({ handle: [call('db', { throttle })] }),
      db: store({ concurrency: 1, queue: 5, time: '10ms' }),
    }),
    { for: '60s', seed: 3 },
  )

const settled = { between: ['20s', '60s'] } as const

describe('E7 a throttle', () => {
  it('leaves all 400 to the store when there is none', () => {
    const { issued, outcomes } = refused(undefined).at('db', settled)
    expect(issued / 40).toBeGreaterThan(390)
    expect(outcomes.ok / 40).toBeCloseTo(100, 0)
  })

  it("by Google's formula sends about twice what is accepted, and no less is served", () => {
    const run = refused({ k: 2, window: '10s' })
    const { issued, outcomes } = run.at('db', settled)
    expect(issued / outcomes.ok).toBeGreaterThan(1.9)
    expect(issued / outcomes.ok).toBeLessThan(2.1)
    expect(outcomes.ok / 40).toBeGreaterThan(95)
    expect(run.on('web->db').reasons.map(({ because }) => because)).toEqual([
      'throttled',
      'queue full',
    ])
  })

  it('lets through more of what would be refused the larger k is', () => {
    const sent = [1.1, 1.5, 2, 3].map(k => {
      const { issued, outcomes } = refused({ k, window: '10s' }).at('db', settled)
      return issued / outcomes.ok
    })
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
    expect(sent[0]).toBeGreaterThan(1.05)
    expect(sent[0]).toBeLessThan(1.15)
    expect(sent[3]).toBeGreaterThan(2.8)
    expect(sent[3]).toBeLessThan(3.1)
  })

  it("by go-zero's formula protects the first five, by Envoy's sends at least a fifth", () => {
    const few = simulate(
      system('few', {
        users: clients({ rate: '1/s', arrivals: 'steady', requests: 5, call: 'web' }),
        web: service({ handle: [call('db', { throttle: { formula: 'goZero' } })] }),
        db: store({ time: '1ms' }),
      }),
      { for: '10s', faults: [errors('db', { code: 503 }).at(0).forever()] },
    )
    expect(few.on('web->db').attempts.issued).toBe(5)
    const down = simulate(
      system('down', {
        users: clients({ rate: '100/s', call: 'web' }),
        web: service({ handle: [call('db', { throttle: { formula: 'envoy' } })] }),
        db: store({ time: '1ms' }),
      }),
      { for: '60s', faults: [errors('db', { code: 503 }).at(0).forever()] },
    )
    const { issued, attempts } = down.on('web->db', settled)
    expect(attempts.issued / issued).toBeGreaterThan(0.18)
    expect(attempts.issued / issued).toBeLessThan(0.22)
  })

  it('takes an error that is not overload for an answer', () => {
    const broken = (code: number) =>
      simulate(
        system('broken', {
          users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
          web: service({ handle: [call('db', { throttle: {} })] }),
          db: store({ time: '1ms' }),
        }),
        { for: '10s', faults: [errors('db', { code }).at(0).forever()] },
      )
    expect(counts(broken(500).on('web->db').outcomes)).toEqual({ error: 1_000 })
    expect(broken(429).on('web->db').outcomes.rejected).toBeGreaterThan(900)
  })

  it('lets go step by step: after an outage about twice as much is sent in each window', () => {
    const run = simulate(
      system('outage', {
        users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
        web: service({ handle: [call('db', { throttle: { window: '5s' } })] }),
        db: store({ time: '1ms' }),
      }),
      { for: '100s', faults: [errors('db', { code: 503 }).at('10s').for('10s')] },
    )
    const sent = (seconds: number): number =>
      run.on('web->db', { between: [`${seconds}s`, `${seconds + 5}s`] }).attempts.issued
    expect([sent(5), sent(95)]).toEqual([500, 500])
    expect(sent(15)).toBeLessThan(10)
    const recovering = [25, 30, 35, 40, 45, 50].map(sent)
    expect(recovering).toEqual(recovering.toSorted((a, b) => a - b))
    expect(recovering[0]).toBeLessThan(60)
    expect(recovering.at(-1)).toBeGreaterThan(200)
  })

  it('is one for each replica of the caller, which forgets it in a crash', () => {
    const sent = (replicas: number, faults: readonly Fault<'db' | 'web'>[] = []): number => {
      const throttle: ThrottleSpec = { formula: 'goZero', window: '1h', protection: 10 }
      const down = system('down', {
        users: clients({ rate: '1/s', arrivals: 'steady', requests: 40, call: 'web' }),
        web: service({ replicas, handle: [call('db', { throttle })] }),
        db: store({ time: '1ms' }),
      })
      const outage = errors('db', { code: 503 }).at(0).forever()
      const run = simulate(down, { for: '1m', faults: [outage, ...faults] })
      return run.on('web->db').attempts.issued
    }
    expect(sent(4)).toBe(40)
    expect(sent(1)).toBeLessThan(35)
    const moments = ['10.5s', '20.5s', '30.5s'] as const
    const restarts = moments.map(at => crash('web').at(at).for('1ms'))
    expect(sent(1, restarts)).toBe(40)
  })
})
