/** GI/M/1: arrivals with gaps of any law, one server, exponential service (A11). */
import { clients, constant, type Distribution, erlang, exponential, gamma } from 'gameday'
import { simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const LAMBDA = 0.06
const MU = 0.1

/** The Laplace transform of the gaps, at s: of Erlang and gamma laws of this shape and rate λ. */
const transformOf = (shape: number) => (s: number) =>
  Math.exp(-shape * Math.log1p(s / (shape * LAMBDA)))

/**
 * The share of arrivals that find the server busy: the root below 1 of σ = A*(μ (1 - σ)). D. G.
 * Kendall 1953; L. Kleinrock, Queueing Systems I, 1975, section 6.4. A wait is 0 with 1 - σ, else
 * exponential with the mean 1 / (μ (1 - σ)).
 */
function busyAtArrival(transform: (s: number) => number): number {
  let sigma = 0.5
  for (let i = 0; i < 1_000; i++) sigma = transform(MU * (1 - sigma))
  return sigma
}

const settled = { between: ['20s', '220s'] } as const

const laws: readonly [string, Distribution, (s: number) => number][] = [
  ['Erlang of 3 stages', erlang({ stages: 3, mean: '1s' }), transformOf(3)],
  ['gamma of shape 0.5', gamma({ shape: 0.5, mean: '7ms' }), transformOf(0.5)],
  ['always the same gap', constant('3ms'), s => Math.exp(-s / LAMBDA)],
]

describe.each(laws)('in GI/M/1 at 60 % load with gaps of %s', (_, arrivals, transform) => {
  const desk = system('gim1', {
    people: clients({ rate: '60/s', arrivals, call: 'clerk' }),
    clerk: store({ concurrency: 1, time: exponential('10ms') }),
  })
  const runs = new Replications(seed => simulate(desk, { for: '221s', seed, resolution: '1s' }))
  const sigma = busyAtArrival(transform)

  it('the share σ of requests must wait', () => {
    const waited = runs.each(run => run.at('clerk', settled).waited)
    expect(mismatch(waited, sigma)).toBeNull()
  })

  it('a request waits σ / (μ (1 - σ)) on average', () => {
    const waits = runs.each(run => run.at('clerk', settled).waiting.mean)
    expect(mismatch(waits, sigma / (MU * (1 - sigma)))).toBeNull()
  })
})

describe('the theory', () => {
  it('is that of M/M/1 for gaps of shape 1', () => {
    expect(busyAtArrival(transformOf(1))).toBeCloseTo(0.6, 9)
  })
})
