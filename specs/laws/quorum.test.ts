/** How often k of n are there, and how long that takes. */
import { describe, expect, it } from 'vitest'
import {
  call,
  clients,
  exponential,
  external,
  quorum,
  type Run,
  service,
  simulate,
  system,
} from 'gameday'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const five = <T>(one: T): T[] => [one, one, one, one, one]

/** The chance that at least k of n coins fall well: the tail of the binomial distribution. */
function binomialTail(k: number, n: number, p: number): number {
  let [sum, ways] = [0, 1]
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += ways * Math.pow(p, i) * Math.pow(1 - p, n - i)
    ways = (ways * (n - i)) / (i + 1)
  }
  return sum
}

describe('k of five calls, each of which fails by a coin of its own', () => {
  const [errorRate, for_] = [0.3, '30s'] as const
  const asking = (needed: number) =>
    system('coins', {
      people: clients({ rate: '200/s', call: 'front' }),
      front: service({ handle: quorum(needed, ...five(call('part'))) }),
      part: external({ time: 0, errorRate }),
    })

  it.each([1, 2, 3, 4, 5])('succeed as often as the binomial law says, of which %i', needed => {
    const runs = new Replications(seed => simulate(asking(needed), { for: for_, seed }))
    const shares = runs.each(run => run.availability())
    expect(mismatch(shares, binomialTail(needed, 5, 1 - errorRate))).toBeNull()
  })
})

describe('two of three calls that fail by different coins', () => {
  const [a, b, c] = [0.9, 0.7, 0.5]
  const part = (works: number) => external({ time: 0, errorRate: 1 - works })
  const unlike = system('unlike', {
    people: clients({ rate: '200/s', call: 'front' }),
    front: service({ handle: quorum(2, call('a'), call('b'), call('c')) }),
    a: part(a),
    b: part(b),
    c: part(c),
  })

  it('succeed as often as ab + ac + bc - 2abc says', () => {
    const runs = new Replications(seed => simulate(unlike, { for: '30s', seed }))
    const shares = runs.each(run => run.availability())
    expect(mismatch(shares, a * b + a * c + b * c - 2 * a * b * c)).toBeNull()
  })
})

describe('k of five calls of 10 ms on average', () => {
  const racing = (needed: number) =>
    system('racing', {
      people: clients({ rate: '100/s', call: 'front' }),
      front: service({ concurrency: 100_000, handle: quorum(needed, ...five(call('part'))) }),
      part: external({ concurrency: 100_000, time: exponential(10) }),
    })

  /** The k-th of n exponential times: 1/n + 1/(n-1) + … of k terms (Feller II, section I.6). */
  it.each([
    ['1st', 1, 10 / 5],
    ['3rd', 3, 10 / 5 + 10 / 4 + 10 / 3],
    ['5th', 5, 10 / 5 + 10 / 4 + 10 / 3 + 10 / 2 + 10],
  ])('are enough after the %s of the order statistics', (_, needed, theory) => {
    const runs = new Replications<Run>(seed => simulate(racing(needed), { for: '30s', seed }))
    const means = runs.each(run => run.requests().latency.mean)
    expect(mismatch(means, theory)).toBeNull()
  })
})
