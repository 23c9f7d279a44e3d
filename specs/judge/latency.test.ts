/** Was it quick enough? Judged of requests that take 10 ms each, and of slower ones. */
import { simulate, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import { judgeLatency } from '../../src/judge/latency.ts'
import { broken, healthy, shop } from './support/outage.ts'

describe('a percentile of latency', () => {
  it('holds when every request takes exactly the limit', () => {
    expect(judgeLatency(healthy, { percentile: 'p99', limitMs: 10 })).toMatchObject({
      is: 'held',
      evidence: { actualMs: 10, asked: 1_000, over: 0, overInFault: undefined },
    })
  })

  it('is broken a little over the error of the recording', () => {
    expect(judgeLatency(healthy, { percentile: 'p99', limitMs: 9.95 }).is).toBe('broken')
  })

  it('counts those over the limit, and which of them came while a fault was in force', () => {
    const faults = [slow('db', { by: '100ms' }).at('2s').for('3s')]
    const run = simulate(shop, { for: '10s', resolution: '1s', faults })
    const verdict = judgeLatency(run, { percentile: 'p99', limitMs: 50 })
    expect(verdict).toMatchObject({
      is: 'broken',
      evidence: {
        percentile: 0.99,
        asked: 1_000,
        over: 300,
        overInFault: 1,
        p50Ms: expect.closeTo(10, 0),
        maxMs: expect.closeTo(110, 0),
      },
    })
    const strict = judgeLatency(run, { percentile: 'p99', limitMs: 5 })
    expect(strict).toMatchObject({ evidence: { over: 1_000, overInFault: 0.3 } })
  })

  it('counts failed requests with the time they took', () => {
    const verdict = judgeLatency(broken, { percentile: 0.4, limitMs: 1 })
    expect(verdict).toMatchObject({ is: 'held', evidence: { actualMs: 0, over: 490 } })
  })

  it('is unknown when nothing came', () => {
    const goal = { percentile: 'p99', limitMs: 10 } as const
    expect(judgeLatency(broken, goal, { on: 'web->db', between: ['3s', '5s'] }).is).toBe('held')
    expect(judgeLatency(broken, goal, { at: 'db', between: ['3s', '5s'] })).toEqual({
      is: 'unknown',
      reason: 'no requests came to db in that part of the run',
    })
  })
})
