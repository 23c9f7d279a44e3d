/** What each way to limit a rate makes of the same calls. */
import type { Rate } from 'gameday'
import { RateLimiter, type RateLimitOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const limiter = (options: RateLimitOptions): RateLimiter => new RateLimiter(options, { now: 0 })

/** What is answered to calls at some moments: the wait, or undefined. */
const answers = (options: RateLimitOptions, moments: readonly number[]) => {
  const limit = limiter(options)
  return moments.map(at => limit.admit(at))
}

const no = undefined

describe('E6 a token bucket', () => {
  it('lets its burst pass at once, and then one for each token', () => {
    const options: RateLimitOptions = { rate: '100/s', burst: 3 }
    expect(answers(options, [0, 0, 0, 0, 9, 10, 10, 30, 30])).toEqual([
      0,
      0,
      0,
      no,
      no,
      0,
      no,
      0,
      0,
    ])
  })

  it('starts full, or empty if told so', () => {
    expect(answers({ rate: '100/s', burst: 3, start: 'empty' }, [0, 9, 10])).toEqual([no, no, 0])
  })

  it('keeps what a second brings when no burst is given, and one at least', () => {
    const atOnce = (rate: Rate) =>
      answers({ rate }, Array<number>(200).fill(0)).filter(wait => wait === 0).length
    expect([atOnce('100/s'), atOnce('0.1/s')]).toEqual([100, 1])
  })

  it('hands out tokens in advance to those who may wait', () => {
    const options: RateLimitOptions = { rate: '100/s', burst: 1, maxWait: 20 }
    expect(answers(options, [0, 0, 0, 0, 5])).toEqual([0, 10, 20, no, no])
    expect(answers(options, [0, 0, 0, 10, 30])).toEqual([0, 10, 20, 20, 10])
  })

  it('takes several at once, or none', () => {
    const limit = limiter({ rate: '100/s', burst: 5 })
    expect([limit.admit(0, 3), limit.admit(0, 3), limit.admit(0, 2)]).toEqual([0, no, 0])
    expect(limit.admit(1e9, 6)).toBe(no)
    expect(limit.waitFor(1e9, 6)).toBe(Infinity)
  })
})

describe('E6 a leaky bucket', () => {
  it('lets one pass at a time, and never a burst', () => {
    const options: RateLimitOptions = { algorithm: 'leakyBucket', rate: '100/s' }
    expect(answers(options, [0, 0, 9, 10, 35, 44, 45])).toEqual([0, no, no, 0, 0, no, 0])
  })

  it('smooths a burst out when calls may wait', () => {
    const options: RateLimitOptions = { algorithm: 'leakyBucket', rate: '100/s', maxWait: 25 }
    expect(answers(options, [0, 0, 0, 0, 6, 30])).toEqual([0, 10, 20, no, 24, 10])
  })
})

describe('E6 a fixed window', () => {
  it('lets twice its limit pass around its end', () => {
    const options = { limit: 2, window: 100 }
    expect(answers(options, [99, 99, 99, 100, 100, 100])).toEqual([0, 0, no, 0, 0, no])
  })

  it('begins when it was made, or with the clock', () => {
    const inWindow = (aligned: 'start' | 'epoch') => {
      const limit = new RateLimiter({ limit: 1, window: 100, aligned }, { now: 50 })
      return [50, 99, 100, 149, 150].map(at => limit.admit(at))
    }
    expect(inWindow('start')).toEqual([0, no, no, no, 0])
    expect(inWindow('epoch')).toEqual([0, no, 0, no, no])
  })

  it('has those who may wait come in the next windows', () => {
    const options = { limit: 2, window: 100, maxWait: 250 }
    expect(answers(options, [10, 10, 10, 10, 10, 10, 10])).toEqual([0, 0, 90, 90, 190, 190, no])
  })
})

describe('E6 a sliding window', () => {
  it('lets the next pass when the oldest is a window old, by log', () => {
    const options: RateLimitOptions = { algorithm: 'slidingLog', limit: 2, window: 100 }
    expect(answers(options, [90, 99, 100, 189, 190, 190, 199])).toEqual([0, 0, no, no, 0, no, 0])
  })

  it('takes the window before for even, by counter', () => {
    const options: RateLimitOptions = { algorithm: 'slidingCounter', limit: 4, window: 100 }
    // Four at 0: at 125 they count as three, so that one may pass after it, and one more at 150.
    expect(answers(options, [0, 0, 0, 0, 0, 100, 101, 125, 126, 151])).toEqual([
      0,
      0,
      0,
      0,
      no,
      no,
      0,
      no,
      0,
      0,
    ])
  })
})

describe('a rate limit', () => {
  it('counts whom it turns away', () => {
    const limit = limiter({ rate: '100/s', burst: 1 })
    for (let i = 0; i < 4; i += 1) limit.admit(0)
    expect(limit.turnedAway).toBe(3)
  })

  it('is told when it is not told what time it is', () => {
    const all: RateLimitOptions[] = [
      { rate: '100/s' },
      { limit: 5, window: 100 },
      { algorithm: 'slidingLog', limit: 5, window: 100 },
      { algorithm: 'slidingCounter', limit: 5, window: 100 },
    ]
    for (const options of all) {
      const limit = limiter(options)
      expect(() => limit.admit(NaN)).toThrow('no instant to count from')
      expect(() => (limit.admit as () => unknown)()).toThrow('no instant to count from')
      expect(limit.admit(1_000)).toBe(0)
    }
  })

  it.each([0, -1, NaN])('knows no %d permits', permits => {
    expect(() => limiter({ rate: '100/s' }).admit(0, permits)).toThrow(/is no number of permits/)
  })
})
