/** The limits follow their published rules step by step, and stay within their bounds. */
import * as fc from 'fast-check'
import { ConcurrencyLimiter, type ConcurrencyLimitOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/kernel/streams.ts'
import { aimd, gradient2, type ReferenceLimit, type Update, vegas } from './references.ts'

const updates = fc.array(
  fc.record({
    rtt: fc.oneof(
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(4_999, 5_000, 5_001),
      fc.double({ min: 0.1, max: 500, noNaN: true }),
    ),
    inflight: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 150 })),
    didDrop: fc.nat({ max: 4 }).map(n => n === 0),
  }),
  { maxLength: 200, size: 'max' },
)

/** Makes a limiter hear of a request that began when so many were under way. */
function tell(limiter: ConcurrencyLimiter, { rtt, inflight, didDrop }: Update): number {
  const passage = { startedAt: 0, inFlight: inflight }
  limiter.admit(limiter.start(), 0)
  limiter.settle(passage, didDrop ? 'dropped' : 'ok', rtt)
  return limiter.limit
}

/** 1,500 random lives in which both always say the same; tells how many limits there were. */
function agreeingLives(options: ConcurrencyLimitOptions, made: (seed: string) => ReferenceLimit) {
  const limits = new Set<number>()
  fc.assert(
    fc.property(updates, fc.nat().map(String), (updates, seed) => {
      const limiter = new ConcurrencyLimiter(options, randomStream(seed, 'probes'))
      const reference = made(seed)
      for (const update of updates) {
        const limit = tell(limiter, update)
        expect(limit).toBe(reference(update))
        limits.add(limit)
      }
    }),
    { seed: 20_261_204, numRuns: 1_500 },
  )
  return limits
}

describe('an adaptive limit (E7)', () => {
  it('by AIMD is as published, and never leaves its bounds', () => {
    const options = { algorithm: 'aimd', initial: 12, min: 10, max: 25 } as const
    const limits = agreeingLives(options, () => aimd(12, 10, 25))
    expect([...limits].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, i) => 10 + i),
    )
  })

  it.each([1, 0.3])('by Vegas is as published, with smoothing %d', smoothing => {
    const options = { algorithm: 'vegas', initial: 99, max: 120, smoothing } as const
    const limits = agreeingLives(options, seed =>
      vegas(99, 120, smoothing, randomStream(seed, 'probes')),
    )
    expect(limits.size).toBeGreaterThan(20)
    expect(Math.min(...limits)).toBeLessThan(80)
    expect(Math.max(...limits)).toBeGreaterThan(100)
    expect(Math.max(...limits)).toBeLessThanOrEqual(120)
  })

  it('by Gradient2 is as published', () => {
    const options = { algorithm: 'gradient2', initial: 20, min: 5, max: 60 } as const
    const limits = agreeingLives(options, () => gradient2(20, 5, 60))
    expect(limits.size).toBeGreaterThan(20)
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...limits)).toBeLessThanOrEqual(60)
  })
})

describe('a limit in figures (E7)', () => {
  const never = () => 0.999_999

  it('of AIMD grows by one, and shrinks by a tenth', () => {
    const limiter = new ConcurrencyLimiter({ algorithm: 'aimd', min: 1 }, never)
    const used = { rtt: 10, inflight: 20, didDrop: false }
    expect(tell(limiter, used)).toBe(21)
    expect(tell(limiter, { ...used, didDrop: true })).toBe(18)
    expect(tell(limiter, { ...used, rtt: 5_001 })).toBe(16)
    expect(tell(limiter, { ...used, inflight: 7 })).toBe(16)
  })

  it('of Vegas, at a limit of 20, knows a queue of up to 1, below 3, up to 6, and above', () => {
    const queueOf = (rtt: number): number => {
      const limiter = new ConcurrencyLimiter({ algorithm: 'vegas' }, never)
      tell(limiter, { rtt: 100, inflight: 20, didDrop: false })
      return tell(limiter, { rtt, inflight: 20, didDrop: false })
    }
    // 20 * (1 - 100 / rtt): 1, 2, 3, 6, 7
    expect([105, 110, 117, 142, 150].map(queueOf)).toEqual([26, 21, 20, 20, 19])
  })

  it('of Gradient2 grows by four fifths of a request while latency stands still', () => {
    const limiter = new ConcurrencyLimiter({ algorithm: 'gradient2' }, never)
    const limits = Array.from({ length: 5 }, () =>
      tell(limiter, { rtt: 10, inflight: 20, didDrop: false }),
    )
    expect(limits).toEqual([20, 21, 22, 23, 24])
  })
})
