/** The limiter: what it lets in, what it learns from, and what its options may be. */
import { checkConcurrencyLimit, ConcurrencyLimiter } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const told = (options: unknown) =>
  checkConcurrencyLimit(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('a concurrency limiter (E7)', () => {
  it('lets in as many as the limit, and one for each that leaves', () => {
    const limiter = new ConcurrencyLimiter(
      { algorithm: 'aimd', initial: 2, min: 2, max: 2 },
      () => 0,
    )
    const passages = [limiter.start(), limiter.start(), limiter.start()]
    expect(passages.map(passage => limiter.admit(passage, 7))).toEqual([true, true, false])
    expect(passages.slice(0, 2)).toEqual([
      { startedAt: 7, inFlight: 1 },
      { startedAt: 7, inFlight: 2 },
    ])
    limiter.settle(passages[0], 'ignored', 8)
    expect(limiter.inFlight).toBe(1)
    expect(limiter.admit(passages[2], 8)).toBe(true)
  })

  it('learns nothing from what says nothing about load', () => {
    const limiter = new ConcurrencyLimiter({ algorithm: 'aimd' }, () => 0)
    for (let i = 0; i < 20; i++) {
      const passage = limiter.start()
      limiter.admit(passage, 0)
      limiter.settle(passage, 'ignored', 9_000)
    }
    expect(limiter.limit).toBe(20)
  })

  it.each(['vegas', 'gradient2', 'envoy'] as const)('%s bears requests of no time', algorithm => {
    const limiter = new ConcurrencyLimiter({ algorithm }, () => 0)
    for (let i = 0; i < 500; i++) {
      const passage = limiter.start()
      if (limiter.admit(passage, i)) limiter.settle(passage, 'ok', i)
    }
    expect(limiter.limit).toBeGreaterThanOrEqual(3)
  })
})

describe('options of a concurrency limit (E7)', () => {
  it.each([
    { algorithm: 'aimd', initial: 5, min: 5, max: 5, backoff: 0.5, timeout: 100 },
    { algorithm: 'vegas', smoothing: 0.5, probeMultiplier: 10 },
    { algorithm: 'gradient2', queueSize: 1, longWindow: 100, tolerance: 2 },
    { algorithm: 'envoy', min: 1, percentile: 0.9, jitter: 0 },
  ])('may be %j', options => {
    expect(told(options)).toEqual([])
  })

  it.each([
    [{}, 'algorithm: algorithm is missing'],
    [{ algorithm: 'pid', max: 3 }, 'algorithm: "pid" is no choice'],
    [{ algorithm: 'vegas', backoff: 0.9 }, 'backoff: there is no option "backoff"'],
    [{ algorithm: 'aimd', min: 30, max: 10 }, ': min is 30 and max 10, so no limit would do'],
    [{ algorithm: 'aimd', max: 10 }, ': min is 20 and max 10, so no limit would do'],
    [
      { algorithm: 'gradient2', min: 30 },
      ': initial is 20, but the limit stays between 30 and 200',
    ],
    [{ algorithm: 'aimd', backoff: 1 }, 'backoff: 1 is not a number from 0.5 up to 1'],
    [{ algorithm: 'envoy', percentile: 0 }, 'percentile: 0 is not a number above 0 and up to 1'],
    [7, ': 7 is no set of options'],
  ])('%j are refused', (options, what) => {
    expect(told(options)).toEqual([what])
  })
})
