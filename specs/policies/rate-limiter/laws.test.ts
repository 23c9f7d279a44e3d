/** Whoever comes whenever: what a limit promises holds, and nobody is turned away without need. */
import * as fc from 'fast-check'
import type { Rate } from 'gameday'
import { RateLimiter, type RateLimitOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { ratePerMs } from '../../../src/kernel/units.ts'

type Passed = { readonly at: number; readonly permits: number }
type Request = { readonly wait: number; readonly permits: number }

const NUM_RUNS = 1_000
const ROUNDING = 1e-6

const requests = fc.array(
  fc.record({
    wait: fc.oneof(
      fc.constantFrom(0, 0, 1, 10, 50, 100),
      fc.double({ min: 0, max: 60, noNaN: true }),
    ),
    permits: fc.constantFrom(1, 1, 1, 2, 5),
  }),
  { maxLength: 60, size: 'max' },
)
const quota = {
  limit: fc.integer({ min: 1, max: 12 }),
  window: fc.constantFrom(10, 100, 100 / 3),
}
const maxWait = fc.constantFrom(0, 0, 5, 200)
const rate = fc.constantFrom<Rate>('0.01/ms', '0.1/ms', '20/m', '1/ms')
const start = fc.constantFrom(0, 12_345.678)

/** Whoever was let through, and when. */
function passedBy(options: RateLimitOptions, all: readonly Request[], begin: number): Passed[] {
  const limiter = new RateLimiter(options, { now: begin })
  let now = begin
  return all.flatMap(({ wait, permits }) => {
    now += wait
    const told = limiter.admit(now, permits)
    return told === undefined ? [] : [{ at: now + told, permits }]
  })
}

/** All the permits given from one passage up to another, both included, for each such pair. */
function spans(passed: readonly Passed[]): { readonly lasted: number; readonly permits: number }[] {
  return passed.flatMap((first, i) => {
    let permits = 0
    return passed.slice(i).map(later => {
      permits += later.permits
      return { lasted: later.at - first.at, permits }
    })
  })
}

const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (drawn: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { seed: 20_261_124, numRuns: NUM_RUNS })

describe('E6 no window of any length', () => {
  it('t gives more than rate * t + burst, by token bucket', () => {
    const burst = fc.integer({ min: 1, max: 12 })
    const full = fc.constantFrom('full' as const, 'empty' as const)
    always(fc.tuple(fc.record({ rate, burst, start: full, maxWait }), requests, start), drawn => {
      const [options, all, begin] = drawn
      const over = spans(passedBy(options, all, begin)).filter(
        ({ lasted, permits }) =>
          permits > ratePerMs(options.rate) * lasted + options.burst + ROUNDING,
      )
      expect(over).toEqual([])
    })
  })

  it('t lets two pass closer than their permits are apart, by leaky bucket', () => {
    const algorithm = fc.constant('leakyBucket' as const)
    always(fc.tuple(fc.record({ algorithm, rate, maxWait }), requests, start), drawn => {
      const [options, all, begin] = drawn
      const passed = passedBy(options, all, begin)
      passed.slice(1).forEach(({ at }, i) => {
        const apart = passed[i].permits / ratePerMs(options.rate)
        expect(at - passed[i].at).toBeGreaterThanOrEqual(apart - ROUNDING)
      })
    })
  })

  it('of a fixed row gives more than its limit', () => {
    const aligned = fc.constantFrom('start' as const, 'epoch' as const)
    always(fc.tuple(fc.record({ ...quota, aligned, maxWait }), requests, start), drawn => {
      const [options, all, begin] = drawn
      const origin = options.aligned === 'epoch' ? 0 : begin
      const given = new Map<number, number>()
      for (const { at, permits } of passedBy(options, all, begin)) {
        const number = Math.floor((at - origin) / options.window + ROUNDING)
        given.set(number, (given.get(number) ?? 0) + permits)
      }
      expect(Math.max(0, ...given.values())).toBeLessThanOrEqual(options.limit)
    })
  })

  it('as long as its own gives more than its limit, by sliding log', () => {
    const algorithm = fc.constant('slidingLog' as const)
    always(fc.tuple(fc.record({ algorithm, ...quota, maxWait }), requests, start), drawn => {
      const [options, all, begin] = drawn
      const inOne = spans(passedBy(options, all, begin)).filter(
        ({ lasted }) => lasted < options.window - ROUNDING,
      )
      expect(inOne.filter(({ permits }) => permits > options.limit)).toEqual([])
    })
  })

  it('as long as its own gives more than twice its limit, by sliding counter', () => {
    const algorithm = fc.constant('slidingCounter' as const)
    always(fc.tuple(fc.record({ algorithm, ...quota }), requests, start), drawn => {
      const [options, all, begin] = drawn
      const inOne = spans(passedBy(options, all, begin)).filter(
        ({ lasted }) => lasted < options.window - ROUNDING,
      )
      expect(inOne.filter(({ permits }) => permits > 2 * options.limit)).toEqual([])
    })
  })
})

describe('E6 who is turned away', () => {
  /** Whether each request passes, when a rule looks at all that has passed so far. */
  const decisions = (
    all: readonly Request[],
    begin: number,
    passes: (passed: readonly Passed[], now: number, permits: number) => boolean,
  ): boolean[] => {
    const passed: Passed[] = []
    let at = begin
    return all.map(({ wait, permits }) => {
      at += wait
      if (!passes(passed, at, permits)) return false
      passed.push({ at, permits })
      return true
    })
  }

  const permitsIn = (passed: readonly Passed[]): number =>
    passed.reduce((sum, { permits }) => sum + permits, 0)

  const ours = (options: RateLimitOptions, all: readonly Request[], begin: number): boolean[] => {
    const limiter = new RateLimiter(options, { now: begin })
    return decisions(all, begin, (_passed, now, permits) => limiter.admit(now, permits) === 0)
  }

  it('would have been one too many in (now - window, now], by sliding log', () => {
    always(fc.tuple(fc.record(quota), requests), ([{ limit, window }, all]) => {
      const naive = decisions(all, 0, (passed, now, permits) => {
        const lately = passed.filter(({ at }) => at + window - now > 1e-9)
        return permitsIn(lately) + permits <= limit
      })
      expect(ours({ algorithm: 'slidingLog', limit, window }, all, 0)).toEqual(naive)
    })
  })

  it('found previous * (1 - f) + present at the limit, by sliding counter', () => {
    always(fc.tuple(fc.record(quota), requests), ([{ limit, window }, all]) => {
      const naive = decisions(all, 0, (passed, now, permits) => {
        const number = Math.floor(now / window)
        const inWindow = (n: number): number =>
          permitsIn(passed.filter(({ at }) => Math.floor(at / window) === n))
        const estimate = inWindow(number - 1) * (1 - (now / window - number)) + inWindow(number)
        return permits <= limit && estimate + permits - 1 < limit - 1e-9
      })
      expect(ours({ algorithm: 'slidingCounter', limit, window }, all, 0)).toEqual(naive)
    })
  })

  it('is told when to come again, and then passes', () => {
    const any: fc.Arbitrary<RateLimitOptions> = fc.oneof(
      fc.record({ rate, burst: fc.integer({ min: 5, max: 12 }) }),
      fc.record({ algorithm: fc.constant('leakyBucket' as const), rate }),
      fc.record({ ...quota, limit: fc.integer({ min: 5, max: 12 }) }),
      fc.record({
        ...quota,
        algorithm: fc.constantFrom('slidingLog' as const, 'slidingCounter' as const),
        limit: fc.integer({ min: 5, max: 12 }),
      }),
    )
    always(fc.tuple(any, requests), ([options, all]) => {
      const limiter = new RateLimiter(options, { now: 0 })
      let now = 0
      for (const { wait, permits } of all) {
        now += wait
        if (limiter.admit(now, permits) !== undefined) continue
        const again = now + limiter.waitFor(now, permits)
        expect(again).toBeGreaterThan(now)
        now = again + 1e-6 // just after, as the sliding counter asks
        expect(limiter.admit(now, permits)).toBe(0)
      }
    })
  })
})
