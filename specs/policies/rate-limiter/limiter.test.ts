/** The token bucket does what the library `limiter` does, which runs beside it on a fake clock. */
import { RateLimiter } from 'gameday/policies'
import { RateLimiter as TheirLimiter, TokenBucket as TheirBucket } from 'limiter'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { Dice, seeds } from '../support/seeded.ts'

const SEQUENCES = 1_000
const REQUESTS = 40

let clock: FakeClock
beforeAll(() => {
  clock = new FakeClock()
})
afterAll(() => clock.takeDown())

/** A rate whose sums have no error of rounding, so that both sides meet on exact boundaries. */
const rates = [1 / 64, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2] as const

/** Waits of a token, of several, of parts of one, and of nothing. */
const stepsFor = (rate: number): number[] => {
  const token = 1 / rate
  return [0, 0, token / 2, token, token, token - 0.25, token + 0.25, 3 * token, 20 * token]
}

type Asking = (at: number, permits: number) => boolean

/** What two limiters say to the same requests of one seed. */
function answers(
  seed: number,
  made: (dice: Dice, rate: number, burst: number) => [Asking, Asking],
) {
  const dice = new Dice(seed)
  const rate = dice.one(rates)
  const burst = dice.whole(1, 10)
  clock.now = dice.one([0, 1_000, 12_345.5])
  const [ours, theirs] = made(dice, rate, burst)
  return Array.from({ length: REQUESTS }, () => {
    clock.now += dice.one(stepsFor(rate))
    const permits = dice.one([1, 1, 1, 2, burst, burst + 1])
    return [ours(clock.now, permits), theirs(clock.now, permits)] as const
  })
}

function agreement(made: (dice: Dice, rate: number, burst: number) => [Asking, Asking]) {
  const all = seeds(SEQUENCES).flatMap(seed => answers(seed, made))
  return {
    requests: all.length,
    differ: all.filter(([ours, theirs]) => ours !== theirs).length,
    passed: all.filter(([ours]) => ours).length / all.length,
  }
}

describe('E6 the token bucket', () => {
  it(`agrees with limiter's, which starts empty, in ${SEQUENCES} sequences`, () => {
    const { requests, differ, passed } = agreement((_dice, rate, burst) => {
      const ours = new RateLimiter(
        { rate: `${rate}/ms`, burst, start: 'empty' },
        { now: clock.now },
      )
      const theirs = new TheirBucket({
        bucketSize: burst,
        tokensPerInterval: rate * 1_024,
        interval: 1_024,
      })
      return [
        (at, permits) => ours.admit(at, permits) !== undefined,
        (_at, permits) => theirs.tryRemoveTokens(permits),
      ]
    })
    expect([requests, differ]).toEqual([40_000, 0])
    expect(passed).toBeGreaterThan(0.3)
    expect(passed).toBeLessThan(0.7)
  })

  it(`with a cap for each interval agrees with limiter's RateLimiter, which starts full`, () => {
    const { requests, differ, passed } = agreement((_dice, rate, burst) => {
      const interval = burst / rate
      const bucket = new RateLimiter({ rate: `${rate}/ms`, burst }, { now: clock.now })
      const cap = { since: clock.now, taken: 0 }
      const theirs = new TheirLimiter({ tokensPerInterval: burst, interval })
      const ours: Asking = (at, permits) => {
        if (permits > burst) return false
        if (at - cap.since >= interval) Object.assign(cap, { since: at, taken: 0 })
        if (cap.taken + permits > burst || bucket.admit(at, permits) === undefined) return false
        cap.taken += permits
        return true
      }
      return [ours, (_at, permits) => theirs.tryRemoveTokens(permits)]
    })
    expect([requests, differ]).toEqual([40_000, 0])
    expect(passed).toBeGreaterThan(0.3)
    expect(passed).toBeLessThan(0.8)
  })

  it('tells the wait that limiter tells, which rounds up to whole milliseconds', () => {
    const waits = seeds(SEQUENCES).map(seed => {
      const dice = new Dice(seed)
      const rate = dice.one(rates)
      const ours = new RateLimiter(
        { rate: `${rate}/ms`, burst: 8, start: 'empty' },
        { now: clock.now },
      )
      const theirs = new TheirBucket({ bucketSize: 8, tokensPerInterval: rate * 4, interval: 4 })
      clock.now += dice.one(stepsFor(rate))
      const permits = dice.whole(1, 8)
      return [Math.ceil(ours.waitFor(clock.now, permits)), theirs.getWaitTime(permits)]
    })
    expect(waits.map(([ours]) => ours)).toEqual(waits.map(([, theirs]) => theirs))
  })
})

describe('a rate that is no sum of halves', () => {
  it('is kept to the permit, where adding up drop by drop loses one', () => {
    clock.now = 0
    const ours = new RateLimiter({ rate: '100/s', burst: 1, start: 'empty' }, { now: 0 })
    const theirs = new TheirBucket({ bucketSize: 1, tokensPerInterval: 100, interval: 1_000 })
    for (clock.now = 1; clock.now < 10; clock.now += 1) {
      expect([ours.admit(clock.now), theirs.tryRemoveTokens(1)]).toEqual([undefined, false])
    }
    expect([ours.admit(10), theirs.tryRemoveTokens(1)]).toEqual([0, false])
  })
})
