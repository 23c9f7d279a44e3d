/** When entries expire: staggered, or renewed before their time by chance or by rule. */
import { cache, cached, call, service, simulate, store, system } from 'gameday'
import type { CachedOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../support/story.ts'

type Keys = Pick<CachedOptions, 'ttl' | 'spread' | 'earlyRefresh' | 'refreshAhead' | 'coalesce'>

/** A request every 10 ms asks a cache (at once), and on a miss a store (20 ms). */
function asked(keys: Keys, requests = 1_000, seed = 1) {
  const small = system('small', {
    users: once('web', { rate: '100/s', requests }),
    web: service({ handle: cached('sessions', { key: 1, ...keys, miss: call('db') }) }),
    sessions: cache({ latency: 0 }),
    db: store({ time: '20ms' }),
  })
  return simulate(small, { for: `${requests * 10}ms`, trace: true, seed })
}

/** How long after the end of a fill the next one begins. */
function lives(run: ReturnType<typeof asked>): number[] {
  const fills = attemptsOf(run, 'web->db')
  return fills.slice(1).map(([at], i) => at - fills[i][1])
}

/** The lives of ten runs: more requests than one run keeps the journeys of. */
const manyLives = (keys: Keys): number[] =>
  Array.from({ length: 10 }, (_, i) => lives(asked(keys, 10_000, i + 1))).flat()

describe('E10 staggered expiries', () => {
  it('lie within the spread around the ttl, evenly', () => {
    const all = manyLives({ ttl: '1s', spread: '20%', coalesce: true })
    expect(all.length).toBeGreaterThan(900)
    // Asked every 10 ms, an entry is found expired up to 10 ms late.
    expect(Math.min(...all)).toBeGreaterThanOrEqual(800)
    expect(Math.max(...all)).toBeLessThanOrEqual(1_210)
    const mean = all.reduce((sum, life) => sum + life, 0) / all.length
    // Even on 800 to 1200, and 5 ms late: 1005 ± 4 standard errors of 400 / √12 / √n.
    expect(Math.abs(mean - 1_005)).toBeLessThan((4 * 400) / Math.sqrt(12 * all.length))
  })

  it('are all alike without a spread', () => {
    expect(new Set(lives(asked({ ttl: '1s', coalesce: true })))).toEqual(new Set([1_000]))
  })
})

describe('E10 refresh ahead', () => {
  it('fetches behind a hit in the last part of a life, so that nobody ever waits again', () => {
    const run = asked({ ttl: '1s', refreshAhead: '20%', coalesce: true })
    // Filled at 20 ms; the first hit at or after 820 ms refreshes, to 840 ms; and so on.
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([
      0, 820, 1_640, 2_460, 3_280, 4_100, 4_920, 5_740, 6_560, 7_380, 8_200, 9_020, 9_840,
    ])
    expect(story(run).filter(([at, until]) => until > at).length).toBe(2) // at 0 and 10 ms
  })

  it('does not help what is asked for too seldom', () => {
    const small = system('small', {
      users: once('web', { rate: '1/s', requests: 5 }),
      web: service({
        handle: cached('sessions', { key: 1, ttl: '800ms', refreshAhead: '20%', miss: call('db') }),
      }),
      sessions: cache({ latency: 0 }),
      db: store({ time: '20ms' }),
    })
    const run = simulate(small, { for: '5s', trace: true })
    expect(story(run).every(([at, until]) => until - at === 20)).toBe(true)
  })
})

describe('E10 early refresh by chance (XFetch)', () => {
  /** How long before their end entries are renewed, on average. */
  const early = (beta: number): number => {
    const all = manyLives({ ttl: '1s', earlyRefresh: beta, coalesce: true })
    return 1_000 - all.reduce((sum, life) => sum + life, 0) / all.length
  }

  it('comes earlier, the greater beta is, and about as early as a fill takes', () => {
    // Asked every 10 ms, a fill of 20 ms: the first of the draws of 20 β Exp(1) to reach the end.
    // Each does, 10 k ms before it, with e^(-10 k / 20 β), if none of those before has.
    const expected = (beta: number): number => {
      let [none, mean] = [1, 0]
      for (let k = 100; k >= 1; k--) {
        const hit = Math.exp((-10 * k) / (20 * beta))
        mean += none * hit * 10 * k
        none *= 1 - hit
      }
      return mean
    }
    for (const beta of [0.5, 1, 2]) {
      expect(Math.abs(early(beta) - expected(beta))).toBeLessThan(expected(beta) * 0.1)
    }
    expect(expected(1)).toBeCloseTo(28, 0)
  })

  it('is a miss for whoever draws it, and a hit for all others', () => {
    const run = asked({ ttl: '1s', earlyRefresh: 1 }, 2_000)
    const waited = story(run).filter(([at, until]) => until > at).length
    expect(waited).toBe(run.at('db').issued)
  })
})
