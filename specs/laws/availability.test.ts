/**
 * C11: availability under failures and repairs at random, against the closed forms of reliability
 * theory. Up and down times are exponential, so a component is up with probability
 * A = MTBF / (MTBF + MTTR); parts that fail independently make series, parallel and k-of-n systems.
 *
 * Requests come as a Poisson process and take no time, so the share served is the share of time up
 * (PASTA). Twenty replications each; a comparison is wrong by chance in 0.7 % of cases.
 */
import { describe, expect, it } from 'vitest'
import { call, clients, crash, type Fault, service, simulate, store, system, work } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const people = <const C extends string>(callee: C) => clients({ rate: '5/s', call: callee })
const part = () => store({ time: 0 })

/** Everything is up at 0; of that e^-(λ+μ)t is left after a time, here less than e^-13. */
const settled = { between: ['60s', '3660s'] } as const
const hour = { for: '3660s', resolution: '60s' } as const

const failing = <const T extends string>(target: T, every: number, length: number): Fault<T> =>
  crash(target, { refuse: true }).randomly({ every, for: length })

const up = (every: number, length: number): number => every / (every + length)

describe('C11: a component that fails every 40 s for 5 s on average', () => {
  const alone = system('alone', { people: people('a'), a: part() })
  const faults = [failing('a', 40_000, 5_000)]
  const runs = new Replications(seed => simulate(alone, { ...hour, seed, faults }))

  it('is up for MTBF / (MTBF + MTTR) of the time', () => {
    expect(up(40_000, 5_000)).toBeCloseTo(0.889, 3)
    const served = runs.each(run => run.availability(settled))
    expect(mismatch(served, up(40_000, 5_000))).toBeNull()
  })

  it('fails once in 45 s on average, as the record tells', () => {
    const begun = runs.each(
      run => run.faults[0].periods.filter(({ from }) => from >= 60_000 && from < 3_660_000).length,
    )
    expect(mismatch(begun, 3_600_000 / 45_000)).toBeNull()
  })

  it('has outages of MTTR on average, exponential: 1/e of them last longer', () => {
    const lengths = runs.each(run => {
      const [{ periods }] = run.faults
      const long = periods.filter(({ from, until }) => until - from > 5_000)
      return long.length / periods.length
    })
    expect(mismatch(lengths, 1 / Math.E)).toBeNull()
  })

  it('is up as much when every outage lasts exactly as long', () => {
    const exactly = [
      crash('a', { refuse: true }).randomly({ every: '40s', for: '5s', exactly: true }),
    ]
    const exact = new Replications(seed => simulate(alone, { ...hour, seed, faults: exactly }))
    expect(
      mismatch(
        exact.each(run => run.availability(settled)),
        up(40_000, 5_000),
      ),
    ).toBeNull()
  })
})

describe('C11: parts that fail independently', () => {
  const [a, b, c] = [up(30_000, 5_000), up(20_000, 4_000), up(15_000, 6_000)]
  const faults = {
    a: failing('a', 30_000, 5_000),
    b: failing('b', 20_000, 4_000),
    c: failing('c', 15_000, 6_000),
  }

  it('are up together, in series, with the product of their availabilities', () => {
    const series = system('series', {
      people: people('front'),
      front: service({ handle: [call('a'), call('b'), call('c')] }),
      a: part(),
      b: part(),
      c: part(),
    })
    const all = Object.values(faults)
    const runs = new Replications(seed => simulate(series, { ...hour, seed, faults: all }))
    expect(
      mismatch(
        runs.each(run => run.availability(settled)),
        a * b * c,
      ),
    ).toBeNull()
  })

  it('are down together, in parallel, with the product of their unavailabilities', () => {
    const parallel = system('parallel', {
      people: people('front'),
      front: service({ handle: call('a', { fallback: call('c') }) }),
      a: part(),
      c: part(),
    })
    const both = [faults.a, faults.c]
    const runs = new Replications(seed => simulate(parallel, { ...hour, seed, faults: both }))
    expect(
      mismatch(
        runs.each(run => run.availability(settled)),
        1 - (1 - a) * (1 - c),
      ),
    ).toBeNull()
  })

  it('serve as 2 of 3 while any two of them are up', () => {
    const pair = (one: 'a' | 'b' | 'c', other: 'a' | 'b' | 'c') =>
      service({ handle: [call(one), call(other), work(0)] })
    const quorum = system('quorum', {
      people: people('front'),
      front: service({
        handle: call('ab', { fallback: call('ac', { fallback: call('bc') }) }),
      }),
      ab: pair('a', 'b'),
      ac: pair('a', 'c'),
      bc: pair('b', 'c'),
      a: part(),
      b: part(),
      c: part(),
    })
    const all = Object.values(faults)
    const runs = new Replications(seed => simulate(quorum, { ...hour, seed, faults: all }))
    const two = a * b + a * c + b * c - 2 * a * b * c
    expect(
      mismatch(
        runs.each(run => run.availability(settled)),
        two,
      ),
    ).toBeNull()
  })
})

describe('C11: replicas that fail each by itself', () => {
  const [every, length] = [10_000, 4_000]
  const alive = up(every, length)
  const herd = system('herd', { people: people('a'), a: store({ time: 0, replicas: 5 }) })
  const faults = [
    crash('a', { refuse: true }).randomly({ every, for: length, each: 'replica' }),
  ] as const
  const runs = new Replications(seed => simulate(herd, { ...hour, seed, faults }))

  it.each([1, 2, 3, 4, 5])('are up, %i of 5 at least, as the binomial law says', k => {
    const share = runs.each(run => shareWithAtLeast(k, 5, run.faults[0].periods, 3_600_000))
    expect(mismatch(share, atLeast(k, 5, alive))).toBeNull()
  })

  it('serve requests in turn as one of them would', () => {
    expect(
      mismatch(
        runs.each(run => run.availability(settled)),
        alive,
      ),
    ).toBeNull()
  })
})

type Outage = { readonly from: number; readonly until: number }

/** The share of an hour, after the first minute, in which so many of all replicas were up. */
function shareWithAtLeast(k: number, of: number, outages: readonly Outage[], lengthMs: number) {
  const [start, end] = [60_000, 60_000 + lengthMs]
  const inside = (at: number): number => Math.min(end, Math.max(start, at))
  const changes = outages
    .flatMap(({ from, until }) => [
      { at: inside(from), by: -1 },
      { at: inside(until), by: 1 },
    ])
    .sort((a, b) => a.at - b.at)
  let [up, since, enough] = [of, start, 0]
  for (const { at, by } of [...changes, { at: end, by: 0 }]) {
    if (up >= k) enough += at - since
    up += by
    since = at
  }
  return enough / lengthMs
}

/** At least k of n, each with probability p: the sum of the binomial law from k on. */
function atLeast(k: number, n: number, p: number): number {
  let sum = 0
  for (let i = k; i <= n; i++) sum += choose(n, i) * power(p, i) * power(1 - p, n - i)
  return sum
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)

const power = (x: number, n: number): number => (n === 0 ? 1 : x * power(x, n - 1))
