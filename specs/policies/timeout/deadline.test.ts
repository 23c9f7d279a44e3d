/** What a deadline leaves: time for the call, for each attempt, and for another try or none. */
import { expired, fits, NO_DEADLINE, remaining, Retry, Timeout } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

describe('a deadline at 1,000', () => {
  it.each([
    { now: 0, left: 1_000 },
    { now: 999, left: 1 },
    { now: 1_000, left: 0 },
    { now: 1_500, left: 0 },
  ])('leaves $left ms at $now', ({ now, left }) => {
    expect(remaining(1_000, now)).toBe(left)
    expect(expired(1_000, now)).toBe(left === 0)
  })

  it('is for nobody to work after who cannot tell the time', () => {
    expect(expired(1_000, NaN)).toBe(true)
    expect(fits(1_000, NaN)).toBe(false)
  })

  it('lets an attempt start before it, not at it', () => {
    expect(fits(1_000, 999)).toBe(true)
    expect(fits(1_000, 1_000)).toBe(false)
  })

  it('lets an attempt that needs 50 ms start at 950, not 1 ms later', () => {
    expect(fits(1_000, 950, 50)).toBe(true)
    expect(fits(1_000, 951, 50)).toBe(false)
  })
})

describe('no deadline', () => {
  it('never comes, and leaves all the time there is', () => {
    expect(remaining(NO_DEADLINE, 1e15)).toBe(Infinity)
    expect(expired(NO_DEADLINE, 1e15)).toBe(false)
    expect(fits(NO_DEADLINE, 1e15, 1e15)).toBe(true)
  })
})

describe('a timeout of 250 ms for an attempt and 600 ms for all', () => {
  const timeout = new Timeout({ perTry: 250, overall: 600 })

  it('gives a call that begins at 100 until 700', () => {
    expect(timeout.deadline(100)).toBe(700)
  })

  it('never gives more time than the caller has', () => {
    expect(timeout.deadline(100, 400)).toBe(400)
    expect(timeout.deadline(100, 5_000)).toBe(700)
  })

  it('limits each attempt to 250 ms or to what is left', () => {
    const limits = [100, 400, 450, 451, 699, 700, 800].map(now => timeout.attemptLimit(700, now))
    expect(limits).toEqual([250, 250, 250, 249, 1, 0, 0])
  })

  it('covers all attempts: the third gets what the first two and the waits have left', () => {
    const retry = new Retry({ attempts: 5, base: 40, backoff: 'constant' })
    const progress = retry.start()
    const deadline = timeout.deadline(0)
    const attempts: [number, number][] = []
    for (let now = 0, wait: number | undefined = 0; wait !== undefined; ) {
      if (!fits(deadline, now + wait)) break
      now += wait
      const limit = timeout.attemptLimit(deadline, now)
      attempts.push([now, limit])
      now += limit
      wait = retry.next(progress, () => 0)
    }
    expect(attempts).toEqual([
      [0, 250],
      [290, 250],
      [580, 20],
    ])
  })
})

describe('a chain of three hops, each with a timeout of 5 s', () => {
  it('is over at 5 s for all when the deadline is handed on', () => {
    const hop = new Timeout({ overall: 5_000 })
    const first = hop.deadline(0)
    const second = hop.deadline(1_000, first)
    const third = hop.deadline(3_000, second)
    expect([first, second, third]).toEqual([5_000, 5_000, 5_000])
    expect(hop.attemptLimit(third, 3_000)).toBe(2_000)
  })

  it('works on until 8 s when it is not', () => {
    const hop = new Timeout({ overall: 5_000 })
    expect([hop.deadline(0), hop.deadline(1_000), hop.deadline(3_000)]).toEqual([
      5_000, 6_000, 8_000,
    ])
  })
})

describe('a timeout with one limit', () => {
  it('for an attempt only sets no deadline of its own', () => {
    const timeout = new Timeout({ perTry: 250 })
    expect(timeout.deadline(100)).toBe(NO_DEADLINE)
    expect(timeout.attemptLimit(timeout.deadline(100, 300), 100)).toBe(200)
  })

  it('for all attempts only leaves an attempt all that is left', () => {
    const timeout = new Timeout({ overall: 600 })
    expect(timeout.attemptLimit(timeout.deadline(100), 300)).toBe(400)
  })
})
