/** Partitions are single servers side by side: M/M/1 each, and not M/M/c together. */
import {
  clients,
  exponential,
  publish,
  queue,
  service,
  simulate,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** Forty messages a second for four workers that take 50 ms on average: half of their time. */
const stream = (partitions: number | undefined) =>
  system('stream', {
    users: clients({ rate: '40/s', call: 'web' }),
    web: service({ handle: publish('log', { key: 1_000 }) }),
    log: queue({ latency: 0, partitions }),
    reader: worker({ of: 'log', replicas: 4, handle: work(exponential('50ms')) }),
  })

describe('messages in partitions', () => {
  it('wait as in M/M/1 each: ρ / (μ − λ) = 50 ms; one line for all has Erlang’s 4.3 ms', () => {
    const waits = (partitions?: number) =>
      simulate(stream(partitions), { for: '2h' }).queue('log').lag.mean ?? NaN
    expect(Math.abs(waits(4) - 50)).toBeLessThan(1.5)
    // M/M/4 at 2 erlangs: C = 4/23, and C / (cμ − λ) with 40 a second to spare.
    expect(Math.abs(waits() - (4 / 23 / 40) * 1_000)).toBeLessThan(0.3)
  })

  it('of one partition are done by one worker, however many there are: half stay behind', () => {
    const run = simulate(stream(1), { for: '4m' })
    const only = run.queue('log').partitions?.[0] ?? { published: 0, lag: 0 }
    // Forty come in a second, and one worker does twenty.
    expect(only.lag / only.published).toBeCloseTo(0.5, 1)
  })
})
