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

  it('tells what it compares latencies with, once it knows', () => {
    const usual = (algorithm: 'aimd' | 'vegas' | 'gradient2', ...rtts: readonly number[]) => {
      const limiter = new ConcurrencyLimiter({ algorithm }, () => 0)
      for (const rtt of rtts) {
        const passage = limiter.start()
        limiter.admit(passage, 0)
        limiter.settle(passage, 'ok', rtt)
      }
      return limiter.usualMs
    }
    expect([usual('gradient2'), usual('vegas')]).toEqual([undefined, undefined])
    expect(usual('gradient2', 10, 20, 30)).toBe(20)
    expect(usual('vegas', 30, 10, 20)).toBe(10)
    expect(usual('aimd', 10)).toBeUndefined()
  })

  it('shrinks and grows by the steps that vegas is told', () => {
    const limitAfter = (rtt: number, outcome: 'ok' | 'dropped', options: object = {}) => {
      const all = { algorithm: 'vegas', initial: 20, ...options } as const
      const limiter = new ConcurrencyLimiter(all, () => 0.999)
      const passages = Array.from({ length: 12 }, () => limiter.start())
      for (const passage of passages) limiter.admit(passage, 0)
      limiter.settle(passages[0], 'ok', 100)
      limiter.settle(passages[11], outcome, rtt)
      return limiter.limit
    }
    // Of 20, 0, 4 and 10 are guessed to queue at the callee.
    expect([100, 125, 200].map(rtt => limitAfter(rtt, 'ok'))).toEqual([26, 20, 19])
    expect(limitAfter(125, 'ok', { alpha: 5 })).toBe(21)
    expect(limitAfter(200, 'ok', { beta: 10 })).toBe(20)
    expect(limitAfter(100, 'ok', { beta: 10 })).toBe(30)
    expect(limitAfter(200, 'ok', { decrease: 3 })).toBe(17)
    expect(limitAfter(100, 'dropped', { decrease: 5 })).toBe(15)
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
    { algorithm: 'vegas', alpha: 2, beta: 2, decrease: 3 },
    { algorithm: 'gradient2', queueSize: 1, longWindow: 100, tolerance: 2 },
    { algorithm: 'envoy', min: 1, percentile: 0.9, jitter: 0 },
  ])('may be %j', options => {
    expect(told(options)).toEqual([])
  })

  it.each([
    [{}, 'algorithm: algorithm is missing'],
    [{ algorithm: 'pid', max: 3 }, 'algorithm: "pid" is no choice'],
    [{ algorithm: 'vegas', backoff: 0.9 }, 'backoff: there is no option "backoff"'],
    [
      { algorithm: 'vegas', alpha: 7 },
      ': a queue of 6 to 7 steps would both shrink the limit and let it grow',
    ],
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
