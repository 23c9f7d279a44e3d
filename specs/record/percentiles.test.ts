/** Percentiles of a recording against the exact ones, over many magnitudes. */
import fc from 'fast-check'
import {
  constant,
  type Distribution,
  logNormal,
  pareto,
  simulate,
  store,
  system,
  uniform,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../world/support/story.ts'

/** A thousand requests to a store that takes such times. */
function played(time: Distribution) {
  const small = system('small', {
    users: once('db', { rate: '100/s', requests: 1_000, timeout: '1000000h' }),
    db: store({ concurrency: 1_000, time }),
  })
  const run = simulate(small, { for: '10s', trace: true })
  const exact = story(run)
    .map(([at, until]) => until - at)
    .sort((a, b) => a - b)
  return { run, exact }
}

/** Nearest rank: the least value that at least this share of all does not exceed. */
const nearestRank = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]

const shares = [0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1]

describe('a percentile', () => {
  it('is within 0.4 % of the exact one, from microseconds to days', () => {
    const magnitude = fc.integer({ min: -3, max: 8 }).map(power => Number(`1e${power}`))
    const law = fc.oneof(
      magnitude.map(median => logNormal({ median, p99: 30 * median })),
      magnitude.map(min => pareto({ min, shape: 1.5 })),
      magnitude.map(most => uniform(0, most)),
      magnitude.map(ms => constant(ms)),
    )
    fc.assert(
      fc.property(law, time => {
        const { run, exact } = played(time)
        for (const share of shares) {
          const value = nearestRank(exact, share)
          expect(Math.abs((run.latency(share) ?? 0) - value)).toBeLessThanOrEqual(
            value / 250 + 1e-9,
          )
        }
      }),
      { seed: 1, numRuns: 40 },
    )
  })

  it('of nothing but zeros is zero', () => {
    const { run } = played(constant(0))
    expect(shares.map(share => run.latency(share))).toEqual(shares.map(() => 0))
  })

  it('of no requests is undefined', () => {
    const idle = system('idle', { users: once('db'), db: store({ time: 1 }) })
    expect(simulate(idle, { for: '2s' }).latency('p99', { between: ['1s', '2s'] })).toBeUndefined()
  })

  it('may be written in two ways', () => {
    const { run } = played(uniform(0, 100))
    expect(run.latency('p99.9')).toBe(run.latency(0.999))
    expect(run.latency('p50')).toBe(run.latency(0.5))
  })

  it.each(['p0', 'p101', 'p', 'p-5', 'pp', 'q99', '99', '', 0, 1.1, -1, Number.NaN, Infinity])(
    'is not %s',
    percentile => {
      const { run } = played(constant(1))
      expect(() => run.latency(percentile as 'p99')).toThrow('is no percentile')
    },
  )
})

describe('a mean', () => {
  it('is exact', () => {
    const { run, exact } = played(uniform(0, 1_000))
    const mean = exact.reduce((sum, value) => sum + value, 0) / exact.length
    expect(run.requests().latency.mean).toBeCloseTo(mean, 6)
  })
})
