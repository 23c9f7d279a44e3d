/** One server and any law of service: the formula of Pollaczek and Khinchine. */
import { describe, expect, it } from 'vitest'
import {
  clients,
  constant,
  type Distribution,
  logNormal,
  mean,
  pareto,
  simulate,
  store,
  system,
  variance,
} from 'gameday'
import { mismatch } from './support/agreement.ts'
import { pollaczekKhinchine } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const LAMBDA = 0.06
const settled = { between: ['20s', '120s'] } as const

const deskWith = (time: Distribution) =>
  system('mg1', {
    people: clients({ rate: '60/s', call: 'clerk' }),
    clerk: store({ concurrency: 1, time }),
  })

const meanWaitOf = (law: Distribution): number =>
  pollaczekKhinchine(LAMBDA, { mean: mean(law), square: variance(law) + mean(law) * mean(law) })

/**
 * The mean wait needs a second moment of service, its variance a third, and the variance of an
 * average over correlated waits a fourth: a Pareto law has that above a shape of 4. With less there
 * would be no standard error to compare with.
 */
const laws = {
  'equal times (M/D/1)': constant('10ms'),
  'log-normal times': logNormal({ mean: '10ms', sigma: 1 }),
  'Pareto times of shape 5': pareto({ min: '8ms', shape: 5 }),
}

describe.each(Object.entries(laws))('one server with %s, three fifths busy', (_, law) => {
  const desk = deskWith(law)
  const runs = new Replications(seed => simulate(desk, { for: '121s', seed, resolution: '1s' }))

  it('makes requests wait λ E[S²] / 2(1 - ρ) on average', () => {
    const waits = runs.each(run => run.at('clerk', settled).waiting.mean)
    expect(mismatch(waits, meanWaitOf(law))).toBeNull()
  })

  it('makes 60 % of requests wait, whatever the law', () => {
    const waited = runs.each(run => run.at('clerk', settled).waited)
    expect(mismatch(waited, 0.6)).toBeNull()
  })

  it('has λ times the mean wait waiting at a time', () => {
    const lengths = runs.each(run => run.at('clerk', settled).queue.mean)
    expect(mismatch(lengths, LAMBDA * meanWaitOf(law))).toBeNull()
  })
})

describe('the wait', () => {
  it('for equal times is half of that for exponential ones', () => {
    expect(meanWaitOf(constant('10ms'))).toBeCloseTo(7.5)
  })

  it('for log-normal times of σ = 1 is e/2 times as long', () => {
    expect(meanWaitOf(laws['log-normal times'])).toBeCloseTo(7.5 * Math.E)
  })
})
