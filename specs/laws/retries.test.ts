/** What retries cost and gain when attempts fail independently of each other. */
import { describe, expect, it } from 'vitest'
import { call, clients, external, service, simulate, system } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const P = 0.3
const MOST = 3

/** Powers by multiplication: what is meant is p · p · … · p. */
const power = (p: number, n: number): number => (n === 0 ? 1 : p * power(p, n - 1))

const shop = system('retries', {
  people: clients({ rate: '100/s', call: 'till' }),
  till: service({
    concurrency: 100_000,
    handle: call('bank', { retry: { attempts: MOST, backoff: 'constant', base: '5ms' } }),
  }),
  bank: external({ time: '2ms', errorRate: P }),
})
const runs = new Replications(seed => simulate(shop, { for: '60s', seed }))

describe('three attempts that fail with 30 % each', () => {
  it('are (1 - p³) / (1 - p) = 1.39 attempts a call', () => {
    const attempts = runs.each(run => {
      const calls = run.on('till->bank')
      return calls.attempts.issued / calls.issued
    })
    expect(mismatch(attempts, (1 - power(P, MOST)) / (1 - P))).toBeNull()
  })

  it('serve 1 - p³ = 97.3 % of calls', () => {
    const served = runs.each(run => run.on('till->bank').availability)
    expect(mismatch(served, 1 - power(P, MOST))).toBeNull()
  })

  it('take 2 ms each, and 5 ms before the second and 5 ms before the third', () => {
    const latency = runs.each(run => run.on('till->bank').latency.mean)
    const exact = 2 + P * (5 + 2) + P * P * (5 + 2)
    expect(mismatch(latency, exact)).toBeNull()
  })

  it('fail no less often one by one', () => {
    const failed = runs.each(run => {
      const { issued, outcomes } = run.on('till->bank').attempts
      return outcomes.error / issued
    })
    expect(mismatch(failed, P)).toBeNull()
  })
})
