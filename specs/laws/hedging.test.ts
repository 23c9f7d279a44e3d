/** E8: hedging shortens latencies by the law of the first of two independent times. */
import { call, clients, type Duration, exponential, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const meanMs = 20

/** As many servers as anybody may need, so that no attempt waits for another. */
const hedged = (after: Duration) =>
  new Replications(seed =>
    simulate(
      system('hedged', {
        users: clients({ rate: '200/s', call: call('db', { hedge: { after } }) }),
        db: store({ concurrency: 100_000, time: exponential(`${meanMs}ms`) }),
      }),
      { for: '60s', seed, resolution: '1s' },
    ),
  )

/**
 * When the second of two independent exponential times begins d later, the first of both is over t
 * with the chance e^(-t/m) up to d, and e^(-t/m) e^(-(t-d)/m) from then on.
 */
function quantile(share: number, d: number): number {
  const alone = -meanMs * Math.log(1 - share)
  return alone <= d ? alone : (d + alone) / 2
}

const mean = (d: number): number => meanMs * (1 - Math.exp(-d / meanMs) / 2)

describe.each([0, 10, 46, 60])('of two exponential times, the second begun %d ms later', d => {
  const runs = hedged(d)

  it('the first has the mean m (1 - e^(-d/m) / 2)', () => {
    const measured = runs.each(run => run.requests().latency.mean)
    expect(mismatch(measured, mean(d))).toBeNull()
  })

  it.each([
    ['p50', 0.5],
    ['p90', 0.9],
    ['p99', 0.99],
  ] as const)('its %s is as computed', (name, share) => {
    const measured = runs.each(run => run.requests().latency[name])
    expect(percentileMismatch(measured, quantile(share, d))).toBeNull()
  })

  it('the second is begun for a share e^(-d/m) of the calls', () => {
    const shares = runs.each(run => {
      const { issued, attempts } = run.on('users->db')
      return attempts.issued / issued - 1
    })
    // At once, both are always sent: then there is no error at all.
    expect(d === 0 ? new Set(shares) : mismatch(shares, Math.exp(-d / meanMs))).toEqual(
      d === 0 ? new Set([1]) : null,
    )
  })
})
