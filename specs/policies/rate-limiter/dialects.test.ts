/** The fixed window beside models of resilience4j's and Failsafe's rate limiters. */
import { RateLimiter } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { Dice, seeds } from '../support/seeded.ts'

const SEQUENCES = 1_000
const REQUESTS = 40

type Settings = { readonly limit: number; readonly window: number; readonly maxWait: number }

/**
 * resilience4j's cycles: permits may be owed, and each cycle brings `limit` more, up to `limit`.
 * Times are whole milliseconds here as they are whole nanoseconds there.
 */
function resilience4j({ limit, window, maxWait }: Settings) {
  let [cycle, permits] = [0, limit]
  return (now: number, wanted: number): number | undefined => {
    const present = Math.floor(now / window)
    permits = Math.min(permits + (present - cycle) * limit, limit)
    cycle = present
    const owed = wanted - (permits + limit)
    const fullCycles = Math.trunc((owed + limit - 1) / limit)
    const wait = permits >= wanted ? 0 : (present + 1) * window - now + fullCycles * window
    if (wait > maxWait) return undefined
    permits -= wanted
    return wait
  }
}

/** Failsafe's smooth limiter: one permit for each interval since it was made, in advance or not. */
function failsafeSmooth(interval: number, maxWait: number) {
  let nextFree = 0
  return (now: number): number | undefined => {
    const begun = Math.floor(now / interval) * interval
    const free = Math.max(nextFree, begun)
    const wait = Math.max(0, free - now)
    if (wait > maxWait) return undefined
    nextFree = free + interval
    return wait
  }
}

/** Failsafe's bursty limiter: what is owed is paid back without a cap on what is left over. */
function failsafeBursty(limit: number, window: number) {
  let [cycle, permits] = [0, limit]
  return (now: number): number => {
    const present = Math.floor(now / window)
    if (present > cycle) {
      const brought = (present - cycle) * limit
      permits = permits < 0 ? permits + brought : limit
      cycle = present
    }
    permits -= 1
    return permits >= 0 ? 0 : (cycle + Math.ceil(-permits / limit)) * window - now
  }
}

const settingsOf = (dice: Dice): Settings => {
  const window = dice.one([1, 10, 500])
  return { limit: dice.whole(1, 4), window, maxWait: dice.one([0, 1, window, 3 * window, 5_000]) }
}

const stepsOf = (window: number): number[] => [
  0,
  0,
  0,
  1,
  window - 1,
  window,
  window + 1,
  4 * window,
]

describe('E6 a fixed window', () => {
  it(`has the cycles of resilience4j in ${SEQUENCES} sequences, wait by wait`, () => {
    const all = seeds(SEQUENCES).flatMap(seed => {
      const dice = new Dice(seed)
      const settings = settingsOf(dice)
      const limiter = new RateLimiter(settings, { now: 0 })
      const theirs = resilience4j(settings)
      return dice
        .moments(REQUESTS, stepsOf(settings.window))
        .map(at => [limiter.admit(at), theirs(at, 1)])
    })
    expect(all.map(([ours]) => ours)).toEqual(all.map(([, theirs]) => theirs))
    expect(all.filter(([wait]) => wait === undefined).length).toBeGreaterThan(4_000)
    expect(all.filter(([wait]) => wait !== undefined && wait > 0).length).toBeGreaterThan(2_000)
  })

  it(`of one permit is Failsafe's smooth limiter in ${SEQUENCES} sequences`, () => {
    const all = seeds(SEQUENCES).flatMap(seed => {
      const dice = new Dice(seed)
      const { window, maxWait } = settingsOf(dice)
      const limiter = new RateLimiter({ limit: 1, window, maxWait }, { now: 0 })
      const theirs = failsafeSmooth(window, maxWait)
      return dice.moments(REQUESTS, stepsOf(window)).map(at => [limiter.admit(at), theirs(at)])
    })
    expect(all.map(([ours]) => ours)).toEqual(all.map(([, theirs]) => theirs))
  })

  it('never gives more than its limit in one window, where resilience4j gives 14 of 10', () => {
    const settings = { limit: 10, window: 1_000, maxWait: 5_000 }
    const limiter = new RateLimiter(settings, { now: 0 })
    const theirs = resilience4j(settings)
    const asked: [at: number, permits: number][] = [
      [0, 6],
      [0, 7],
      [1_000, 7],
    ]
    expect(asked.map(([at, permits]) => theirs(at, permits))).toEqual([0, 1_000, 0])
    expect(asked.map(([at, permits]) => limiter.admit(at, permits))).toEqual([0, 1_000, 1_000])
  })

  it("repays no more than it owes, where Failsafe's bursty limiter hands out 19 of 10", () => {
    const limiter = new RateLimiter({ limit: 10, window: 1_000, maxWait: 5_000 }, { now: 0 })
    const theirs = failsafeBursty(10, 1_000)
    for (let i = 0; i < 11; i += 1) expect(limiter.admit(0)).toBe(theirs(0))
    const atOnce = (admit: (now: number) => number | undefined): number =>
      Array.from({ length: 20 }, () => admit(2_000)).filter(wait => wait === 0).length
    expect([atOnce(now => limiter.admit(now)), atOnce(theirs)]).toEqual([10, 19])
  })
})
