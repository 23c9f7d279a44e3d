/** One server, Poisson arrivals, exponential service: the queue of which everything is known. */
import { describe, expect, it } from 'vitest'
import { clients, exponential, simulate, store, system } from 'gameday'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import * as theory from './support/queues.ts'
import { Replications } from './support/replications.ts'

const desk = system('mm1', {
  people: clients({ rate: '60/s', call: 'clerk' }),
  clerk: store({ concurrency: 1, time: exponential('10ms') }),
})
const mm1 = { lambda: 0.06, mu: 0.1, servers: 1 }

/** From empty the queue settles within a second (its relaxation time is 0.2 s). */
const settled = { between: ['20s', '220s'] } as const

const runs = new Replications(seed => simulate(desk, { for: '221s', seed, resolution: '1s' }))
const atClerk = { at: 'clerk', ...settled } as const

describe('in M/M/1 at 60 % load', () => {
  it('60 % of requests must wait', () => {
    const waited = runs.each(run => run.at('clerk', settled).waited)
    expect(mismatch(waited, theory.erlangC(mm1))).toBeNull()
    expect(theory.erlangC(mm1)).toBeCloseTo(0.6)
  })

  it('a request waits 15 ms on average', () => {
    const waits = runs.each(run => run.at('clerk', settled).waiting.mean)
    expect(mismatch(waits, theory.meanWait(mm1))).toBeNull()
    expect(theory.meanWait(mm1)).toBeCloseTo(15)
  })

  it('a request is inside for 25 ms on average', () => {
    const sojourns = runs.each(run => run.at('clerk', settled).latency.mean)
    expect(mismatch(sojourns, theory.meanSojourn(mm1))).toBeNull()
    expect(theory.meanSojourn(mm1)).toBeCloseTo(25)
  })

  it.each([
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const)('the %s of the time inside is that of an exponential law', (name, share) => {
    const measured = runs.each(run => run.latency(name, atClerk))
    const exact = -Math.log(1 - share) / (mm1.mu - mm1.lambda)
    expect(percentileMismatch(measured, exact)).toBeNull()
  })

  it.each([
    ['10ms', 10],
    ['25ms', 25],
    ['80ms', 80],
  ] as const)('the shares that are inside, and that wait, for %s at most', (limit, t) => {
    const longer = Math.exp(-(mm1.mu - mm1.lambda) * t)
    for (const by of ['arrival', 'completion'] as const) {
      const inside = runs.each(run => run.times({ ...atClerk, by }).shareWithin(limit))
      expect(mismatch(inside, 1 - longer)).toBeNull()
      const waits = runs.each(run => run.times({ ...atClerk, of: 'wait', by }).shareWithin(limit))
      expect(mismatch(waits, 1 - 0.6 * longer)).toBeNull()
    }
  })

  it('0.9 requests wait at a time', () => {
    const lengths = runs.each(run => run.at('clerk', settled).queue.mean)
    expect(mismatch(lengths, theory.meanQueue(mm1))).toBeNull()
    expect(theory.meanQueue(mm1)).toBeCloseTo(0.9)
  })

  it('the server works 60 % of the time', () => {
    const busy = runs.each(run => run.at('clerk', settled).utilisation)
    expect(mismatch(busy, theory.utilisation(mm1))).toBeNull()
  })
})
