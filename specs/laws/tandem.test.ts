/** Two queues one after the other: each behaves as if it stood alone (Burke 1956, Jackson 1957). */
import { describe, expect, it } from 'vitest'
import { call, clients, exponential, service, simulate, store, system } from 'gameday'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import { meanQueue, meanSojourn, sumQuantile } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const LAMBDA = 0.05
const passport = { lambda: LAMBDA, mu: 1 / 10, servers: 1 }
const customs = { lambda: LAMBDA, mu: 1 / 12, servers: 1 }

/** The guide never keeps anybody waiting. */
const airport = system('tandem', {
  travellers: clients({ rate: '50/s', call: 'guide' }),
  guide: service({ concurrency: 100_000, handle: [call('passport'), call('customs')] }),
  passport: store({ concurrency: 1, time: exponential('10ms') }),
  customs: store({ concurrency: 1, time: exponential('12ms') }),
})
const settled = { between: ['20s', '140s'] } as const
const runs = new Replications(seed => simulate(airport, { for: '141s', seed, resolution: '1s' }))

describe('two queues in a row', () => {
  it.each([
    ['passport', passport],
    ['customs', customs],
  ] as const)('at %s it is as in M/M/1 alone', (station, queue) => {
    const sojourns = runs.each(run => run.at(station, settled).latency.mean)
    const lengths = runs.each(run => run.at(station, settled).queue.mean)
    expect(mismatch(sojourns, meanSojourn(queue))).toBeNull()
    expect(mismatch(lengths, meanQueue(queue))).toBeNull()
  })

  it('the whole takes as long as both together, on average', () => {
    const whole = runs.each(run => run.requests(settled).latency.mean)
    expect(mismatch(whole, meanSojourn(passport) + meanSojourn(customs))).toBeNull()
  })

  it('the times at both are independent, so the p99 is that of their sum (Reich 1957)', () => {
    const rates = [passport.mu - LAMBDA, customs.mu - LAMBDA] as const
    const measured = runs.each(run => run.latency('p99', settled))
    expect(percentileMismatch(measured, sumQuantile(rates, 0.99))).toBeNull()
  })
})
