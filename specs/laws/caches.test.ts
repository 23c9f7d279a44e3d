/**
 * Hit ratios of caches against theory: entries that live for a fixed time, and least recently used
 * under a Zipf law.
 */
import { describe, expect, it } from 'vitest'
import { cache, cached, clients, service, simulate, system, work, zipf } from 'gameday'
import type { CachedOptions } from 'gameday'
import { average, mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

type Keys = Pick<CachedOptions, 'key' | 'ttl' | 'spread'>
type Asking = Keys & { readonly capacity?: number; readonly perS: number; readonly forS: number }

/** The share of hits of requests at random moments, from an empty cache, in each of ten runs. */
function hitRatios({ capacity = 1_000_000, perS, forS, ...keys }: Asking): number[] {
  const asking = system('asking', {
    people: clients({ rate: `${perS}/s`, call: 'web' }),
    web: service({ handle: cached('sessions', { ...keys, miss: work(0, 'fill') }) }),
    sessions: cache({ capacity, latency: 0 }),
  })
  const runs = new Replications(seed => simulate(asking, { for: `${forS}s`, seed, trace: 1 }), 10)
  return runs.each(run => {
    const { journeys } = run.recording
    // The first half warms the cache up.
    const settled = journeys.slice(journeys.length / 2)
    const missed = settled.filter(({ attempts }) => attempts[0].work.length > 0)
    return 1 - missed.length / settled.length
  })
}

describe('entries that live for a time T, asked for at random λ times in it', () => {
  /**
   * A miss fills the entry, and then all of T hits: of 1 + λT requests in a cycle λT. E. G. Coffman
   * & J. Jung, "Performance of caches with TTL", and N. C. Fofack et al., Performance Evaluation of
   * Hierarchical TTL-based Cache Networks, 2014, section 3.
   */
  const expected = (requestsPerLife: number): number => requestsPerLife / (1 + requestsPerLife)

  it.each([0.2, 1, 4])('hit in λT / (1 + λT) of all cases: λT = %d', requestsPerLife => {
    const ttl = requestsPerLife * 100
    const hits = hitRatios({ key: 1, ttl, perS: 10, forS: 1_000 })
    expect(mismatch(hits, expected(requestsPerLife))).toBeNull()
  })

  it('the same for each of several keys, each with its share of requests', () => {
    const hits = hitRatios({ key: 20, ttl: '2s', perS: 10, forS: 1_000 })
    expect(mismatch(hits, expected(1))).toBeNull()
  })

  it('staggered, on average over their lives', () => {
    const spread = 0.5
    const hits = hitRatios({ key: 1, ttl: '200ms', spread, perS: 10, forS: 1_000 })
    // A cycle has 1 + λT requests with its own T; they average out to 1 + λ mean(T).
    expect(mismatch(hits, expected(2))).toBeNull()
  })
})

describe('least recently used under a Zipf law', () => {
  /**
   * Che's approximation: key i hits with 1 - e^(-p_i t), where t is such that on average as many
   * keys as fit have been asked for within it. H. Che, Y. Tung, Z. Wang, Hierarchical Web Caching
   * Systems, 2002; C. Fricker, P. Robert, J. Roberts, A Versatile and Accurate Approximation for
   * LRU Cache Performance, 2012, who find it within 1 % for caches of tens of entries.
   */
  function che(items: number, exponent: number, capacity: number): number {
    const weights = Array.from({ length: items }, (_, i) => Math.exp(-exponent * Math.log(i + 1)))
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    const shares = weights.map(weight => weight / all)
    const inCache = (t: number): number =>
      shares.reduce((sum, share) => sum - Math.expm1(-share * t), 0)
    let [low, high] = [0, 1]
    while (inCache(high) < capacity) high *= 2
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2
      if (inCache(middle) < capacity) low = middle
      else high = middle
    }
    return shares.reduce((sum, share) => sum - share * Math.expm1(-share * low), 0)
  }

  it.each([
    [1_000, 0.8, 50],
    [1_000, 0.8, 200],
    [1_000, 1.1, 50],
    [300, 0, 100],
  ])('of %d keys with exponent %d, %d of which fit: within 1 % of Che', (items, exponent, fit) => {
    const hits = hitRatios({
      key: zipf({ items, exponent }),
      capacity: fit,
      perS: 1_000,
      forS: 10,
    })
    const theory = che(items, exponent, fit)
    expect(Math.abs(average(hits) - theory)).toBeLessThan(0.01)
  })
})
