/** D5: everybody who was waiting when a store fell comes back together, or spread by chance. */
import { call, crash, type RetrySpec, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

const HERD = 1_000

/** A stuck store holds a thousand requests; at 2 s it falls, and all learn of it at once. */
const fall = (retry: RetrySpec) =>
  simulate(
    system('herd', {
      users: once(call('db', { retry: { attempts: 5, base: '1s', ...retry } }), {
        rate: '1000/s',
        requests: HERD,
        timeout: '1h',
      }),
      db: store({ concurrency: HERD, time: '1ms' }),
    }),
    {
      for: '10s',
      faults: [
        slow('db', { by: '10s' }).at(0).for('2s'),
        crash('db', { refuse: true }).at('2s').for('1ms'),
      ],
      resolution: '10ms',
    },
  )

/** Arrivals at the store in each hundredth of a second behind the fall. */
const arrivals = (run: ReturnType<typeof fall>): number[] =>
  run
    .series('rate', { at: 'db', every: '10ms' })
    .slice(201)
    .map(({ value }) => Math.round((value ?? 0) / 100))

describe('D5 a thundering herd', () => {
  it('comes back at one instant when nothing is left to chance', () => {
    const run = fall({ backoff: 'constant', jitter: 'none' })
    expect(Math.max(...arrivals(run))).toBe(HERD)
    expect(run.at('db', { between: ['3s', '3.01s'] }).inFlight.peak).toBe(HERD)
  })

  it('is spread over the whole wait by full jitter: 10 in a hundredth, give or take', () => {
    const run = fall({ backoff: 'constant', jitter: 'full' })
    // Binomial(1000, 1/100): one of 100 slots is over 30 with probability 3e-6.
    expect(Math.max(...arrivals(run))).toBeLessThanOrEqual(30)
    expect(arrivals(run).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(HERD * 0.97)
    expect(run.at('db', { between: ['2.01s', '10s'] }).inFlight.peak).toBeLessThan(15)
    expect(run.availability()).toBe(1)
  })
})
