/** Waiting for the slowest of several: what parallel branches cost where nothing queues. */
import { describe, expect, it } from 'vitest'
import {
  call,
  clients,
  exponential,
  external,
  parallel,
  type Run,
  service,
  simulate,
  system,
  work,
} from 'gameday'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const BRANCHES = 8
const MEAN_MS = 10

/**
 * The mean of the largest of n exponential times: H(n) = 1 + 1/2 + … + 1/n means. The first of n to
 * end takes 1/n of a mean, the next 1/(n-1) more, and so on. W. Feller, An Introduction to
 * Probability Theory and Its Applications II, 1971, section I.6.
 */
const harmonic = (n: number): number =>
  Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((sum, part) => sum + part, 0)

/** Its quantile: all n are below t with probability (1 - e^(-t/mean))^n. */
const slowestQuantile = (n: number, share: number): number =>
  -MEAN_MS * Math.log(1 - Math.exp(Math.log(share) / n))

const eight = <T>(one: T): T[] => Array.from({ length: BRANCHES }, () => one)

const byCalls = system('fork-join', {
  people: clients({ rate: '100/s', call: 'page' }),
  page: service({ concurrency: 100_000, handle: parallel(...eight(call('part'))) }),
  part: external({ concurrency: 100_000, time: exponential(MEAN_MS) }),
})

const byWork = system('fork-join', {
  people: clients({ rate: '100/s', call: 'page' }),
  page: service({ concurrency: 100_000, handle: parallel(...eight(work(exponential(MEAN_MS)))) }),
})

describe.each([
  ['calls', (seed: number) => simulate(byCalls, { for: '30s', seed })],
  ['pieces of work', (seed: number) => simulate(byWork, { for: '30s', seed })],
])('the slowest of eight %s of 10 ms on average', (_, play) => {
  const runs = new Replications<Run>(play)

  it('takes H(8) = 2.72 times as long as one', () => {
    const means = runs.each(run => run.requests().latency.mean)
    expect(mismatch(means, MEAN_MS * harmonic(BRANCHES))).toBeNull()
  })

  it.each([
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const)('has the %s of the maximum of eight', (name, share) => {
    const measured = runs.each(run => run.latency(name))
    expect(percentileMismatch(measured, slowestQuantile(BRANCHES, share))).toBeNull()
  })
})
