/** Several servers with one queue: Erlang's formula for waiting, and the law of the time inside. */
import { describe, expect, it } from 'vitest'
import { clients, exponential, simulate, store, system } from 'gameday'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import * as theory from './support/queues.ts'
import { Replications } from './support/replications.ts'

const office = system('mmc', {
  people: clients({ rate: '300/s', call: 'clerks' }),
  clerks: store({ concurrency: 4, time: exponential('10ms') }),
})
const mmc = { lambda: 0.3, mu: 0.1, servers: 4 }

const settled = { between: ['5s', '65s'] } as const
const atClerks = { at: 'clerks', ...settled } as const
const runs = new Replications(seed => simulate(office, { for: '66s', seed, resolution: '1s' }))

describe('in M/M/4 at 75 % load', () => {
  it('the share of Erlang’s C, 51 %, must wait', () => {
    const waited = runs.each(run => run.at('clerks', settled).waited)
    expect(mismatch(waited, theory.erlangC(mmc))).toBeNull()
    expect(theory.erlangC(mmc)).toBeCloseTo(0.5094, 4)
  })

  it('a request waits C / (cμ - λ) on average, 5.1 ms', () => {
    const waits = runs.each(run => run.at('clerks', settled).waiting.mean)
    expect(mismatch(waits, theory.meanWait(mmc))).toBeNull()
  })

  it.each([
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const)('the %s of the time inside is as computed', (name, share) => {
    const measured = runs.each(run => run.latency(name, atClerks))
    expect(percentileMismatch(measured, theory.sojournQuantile(mmc, share))).toBeNull()
  })

  it('as many wait as Little’s law says', () => {
    const lengths = runs.each(run => run.at('clerks', settled).queue.mean)
    expect(mismatch(lengths, theory.meanQueue(mmc))).toBeNull()
  })
})
