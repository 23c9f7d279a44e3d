/** Was enough served? Judged of an outage in round numbers. */
import { errors, simulate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { judgeAvailability } from '../../src/judge/availability.ts'
import { broken, healthy, nobodyComes, outage, quietEnd, shop } from './support/outage.ts'

describe('availability', () => {
  it('is broken when 510 of 1,000 requests failed and 100 might', () => {
    expect(judgeAvailability(broken, 0.9)).toMatchObject({
      is: 'broken',
      evidence: {
        availability: 0.49,
        asked: 1_000,
        failed: 510,
        degraded: 0,
        allowed: 100,
        budgetSpent: expect.closeTo(5.1),
      },
    })
  })

  it('was failing from the outage until the breaker let a call through', () => {
    expect(judgeAvailability(broken, 0.9)).toMatchObject({
      evidence: {
        failing: { fromMs: 2_000, toMs: 8_000 },
        outlastedMs: 3_000,
        course: [1, 1, 0, 0, 0, 0, 0, 0.9, 1, 1].map((value, i) => {
          return { fromMs: i * 1_000, toMs: (i + 1) * 1_000, value }
        }),
      },
    })
  })

  it('holds when it is exactly the goal', () => {
    expect(judgeAvailability(broken, 0.49).is).toBe('held')
    expect(judgeAvailability(broken, 0.4900001).is).toBe('broken')
    expect(judgeAvailability(broken, 0.49)).toMatchObject({ evidence: { allowed: 510 } })
  })

  it('is judged of a part of the run, which cannot tell what came after it', () => {
    const verdict = judgeAvailability(broken, 0.9, { during: outage })
    const evidence = { failed: 300, asked: 300, failing: { fromMs: 2_000, toMs: 5_000 } }
    expect(verdict).toMatchObject({
      is: 'broken',
      evidence: { ...evidence, outlastedMs: undefined },
    })
  })

  it('has no budget to spend when the goal is all', () => {
    const evidence = { allowed: 0, budgetSpent: undefined, failing: undefined }
    expect(judgeAvailability(healthy, 1)).toMatchObject({ is: 'held', evidence })
  })

  it('is unknown, and not 0, when nothing came', () => {
    const nobody = judgeAvailability(quietEnd, 0, { at: 'db', between: nobodyComes })
    const reason = 'no requests came to db in that part of the run'
    expect(nobody).toEqual({ is: 'unknown', reason })
  })

  it('tells of a fault that touched nothing', () => {
    const late = errors('db').at('9.992s').for('2ms')
    const run = simulate(shop, { for: '10s', faults: [late], strict: false })
    expect(judgeAvailability(run, 0.9)).toMatchObject({
      is: 'held',
      evidence: { idleFaults: [{ fault: late.toString(), touched: 0 }] },
    })
  })

  it('refuses a fault that the run did not have', () => {
    expect(() => judgeAvailability(healthy, 0.9, { during: outage })).toThrow(
      "this run had no fault errors('db', { rate: 1, code: 500 }).at('2s').for('3s')",
    )
  })
})
