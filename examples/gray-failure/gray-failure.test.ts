/** A replica that is ill and looks well: who notices, and how many clients do. */
import { describe, expect, it } from 'vitest'
import { outcome } from './illness.ts'
import { MEAN_MS, TIMEOUT_MS } from './system.ts'

/** 200 requests a second for a minute. */
const REQUESTS = 12_000

/** Four standard deviations of a share of so many requests. */
const byChance = (share: number): number => 4 * Math.sqrt((share * (1 - share)) / REQUESTS)

describe('C13, C15 a replica that has become thirty times as slow', () => {
  const inTurn = outcome('slow', 'round robin')

  it('A9 passes its health checks, and is given its fifth of the requests', () => {
    expect(inTurn.foundUnhealthy).toBe(0)
    expect(inTurn.share).toBeCloseTo(1 / 5, 3)
  })

  it('fails those of its fifth that take longer than the time-out, and is the p99', () => {
    const failed = Math.exp(-TIMEOUT_MS / (30 * MEAN_MS)) / 5
    expect(Math.abs((inTurn.availability ?? 0) - (1 - failed))).toBeLessThan(byChance(failed))
    // More than one in a hundred time out; latencies are known to 0.4 %.
    expect(Math.abs((inTurn.p99 ?? 0) / TIMEOUT_MS - 1)).toBeLessThan(0.004)
  })

  it('E7 is ejected when success rates are compared, and again when it is back', () => {
    const { run, share } = outcome('slow', 'outlier ejection')
    const told = run.facts('replica').map(({ at, replica, is }) => [at, replica, is])
    expect(told).toEqual([
      [40_000, 2, 'ejected'],
      [70_000, 2, 'returned'],
      [80_000, 2, 'ejected'],
    ])
    // In use from 30 s to 40 s and from 70 s to 80 s: a third of the time.
    expect(share).toBeCloseTo(1 / 5 / 3, 2)
  })

  it('A9 has its requests pending, so least connections and peak EWMA go round it', () => {
    const [fewest, fastest] = [outcome('slow', 'least connections'), outcome('slow', 'peak EWMA')]
    // It has no more than three pending while the others have one each. Attempts there last 487 ms,
    // cut off at the time-out, so these are 6 a second (Little's law).
    expect(fewest.share).toBeLessThan(6 / 200)
    expect(fewest.availability).toBeGreaterThan(0.99)
    // Fewer than one in a hundred time out, so the p99 is no time-out.
    expect(fewest.p99).toBeLessThan(TIMEOUT_MS)
    expect(fastest.share).toBeLessThan(fewest.share)
    // The p99 of the healthy ones is 92 ms, known to 4 × 1.8 ms; hardly any others there are.
    expect(fastest.p99).toBeLessThan(MEAN_MS * Math.log(100) + 4 * 1.8 + 4)
  })

  it('E8 is covered up by a hedge, at a price; better by one after a fixed time', () => {
    const [observed, fixed] = [
      outcome('slow', 'hedge after p95'),
      outcome('slow', 'hedge after 100 ms'),
    ]
    // Both attempts must be at the slow one, and too late.
    const failed = (Math.exp(-TIMEOUT_MS / (30 * MEAN_MS)) / 5) ** 2
    expect(Math.abs((fixed.availability ?? 0) - (1 - failed))).toBeLessThan(byChance(failed))
    // Of the slow fifth exp(-100 / 600) take longer than 100 ms, and exp(-5) of all others.
    const late = Math.exp(-100 / 600) / 5 + (4 / 5) * Math.exp(-5)
    expect(Math.abs(fixed.attempts - 1 - late)).toBeLessThan(byChance(late))
    // The slow fifth is in the percentile, which is therefore late.
    expect(observed.p99).toBeGreaterThan(fixed.p99 ?? 0)
  })
})

describe('C13, C15 a replica that fails three requests in ten', () => {
  const inTurn = outcome('errs', 'round robin')

  it('A9 passes enough of its health checks, and fails three in ten of its fifth', () => {
    expect(inTurn.foundUnhealthy).toBe(0)
    const failed = 0.3 / 5
    expect(Math.abs((inTurn.availability ?? 0) - (1 - failed))).toBeLessThan(byChance(failed))
  })

  it('A9 attracts requests where the fastest replica is thought the best', () => {
    // Errors take no time, so it has fewer pending.
    for (const variant of ['least connections', 'peak EWMA'] as const) {
      const { share, availability } = outcome('errs', variant)
      expect(share).toBeGreaterThan(1 / 5 + byChance(1 / 5))
      expect(availability).toBeLessThan(inTurn.availability ?? 0)
    }
  })

  it('E7 is ejected, and a retry covers up what is left', () => {
    const [ejected, both] = [
      outcome('errs', 'outlier ejection'),
      outcome('errs', 'ejection and retry'),
    ]
    expect(ejected.ejections).toBeGreaterThan(0)
    expect(ejected.share).toBeLessThan(inTurn.share / 2)
    const failed = 0.3 * ejected.share
    expect(Math.abs((ejected.availability ?? 0) - (1 - failed))).toBeLessThan(byChance(failed))
    // A retry fails, too, if it is the ill one's turn again, and that fails: 0.06 of the time.
    const twice = 0.3 * both.share * (0.3 / 5)
    expect(both.availability).toBeGreaterThan(1 - twice - byChance(twice))
  })

  it('E8 is not covered up by a hedge that waits: errors are not late', () => {
    // Its share is a fifth, unless four probes in a row happen to fail.
    const { availability, share } = outcome('errs', 'hedge after 100 ms')
    const failed = 0.3 * share
    expect(Math.abs((availability ?? 0) - (1 - failed))).toBeLessThan(byChance(failed))
  })
})
