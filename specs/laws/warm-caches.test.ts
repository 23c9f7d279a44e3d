/**
 * Caches that begin as after a time, against theory: what a cache of least recently used entries
 * knows then under a Zipf law.
 */
import { describe, expect, it } from 'vitest'
import { cache, cached, clients, service, simulate, system, work, zipf } from 'gameday'
import { mismatchBeyond } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const [ITEMS, EXPONENT, CAPACITY, PER_S] = [2_000, 0.8, 200, 200]

/** The share of hits in the first second of twenty runs. */
function hitRatios(afterS: number): number[] {
  const asking = system('asking', {
    people: clients({ rate: `${PER_S}/s`, call: 'web' }),
    web: service({
      handle: cached('memory', {
        key: zipf({ items: ITEMS, exponent: EXPONENT }),
        warm: { after: `${afterS}s`, rate: `${PER_S}/s` },
        miss: work(0),
      }),
    }),
    memory: cache({ capacity: CAPACITY, latency: 0 }),
  })
  const runs = new Replications(seed => simulate(asking, { for: '1s', seed }), 20)
  return runs.each(run => run.cache('memory').hitRatio ?? Number.NaN)
}

/**
 * H. Che, Y. Tung, Z. Wang, "Hierarchical Web caching systems", 2002: key i is known when it was
 * asked for within the characteristic time t, in which as many different keys are asked for as fit;
 * before so much time has passed, when it was asked for at all.
 */
function expected(passedS: number): number {
  const weights = Array.from({ length: ITEMS }, (_, i) => 1 / (i + 1) ** EXPONENT)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const rates = weights.map(weight => (PER_S * weight) / total)
  const known = (t: number): number => rates.reduce((sum, rate) => sum + 1 - Math.exp(-rate * t), 0)
  let [low, high] = [0, 1e6]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (known(middle) < CAPACITY) low = middle
    else high = middle
  }
  const t = Math.min(low, passedS)
  return rates.reduce((sum, rate) => sum + (rate / PER_S) * (1 - Math.exp(-rate * t)), 0)
}

describe('a cache that begins as after a time', () => {
  it.each([0.5, 2, 600])('hits as Che’s approximation has it, within 1 %%: %d s', afterS => {
    // The first second is counted, so on average half a second more has passed.
    expect(mismatchBeyond(hitRatios(afterS), expected(afterS + 0.5), 0.01)).toBeNull()
  })
})
