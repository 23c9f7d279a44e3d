/** D1, D4: one slow store takes its callers down, and what keeps them up. */
import { call, choose, service, simulate, slow, store, system, work } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

/** Half of the requests need recommendations; the others need nothing but the web itself. */
const shop = (options: CallOptions) => {
  const ways = [
    { weight: 1, steps: call('recommendations', options) },
    { weight: 1, steps: work('1ms') },
  ] as const
  return system('shop', {
    users: once('web', { rate: '100/s', requests: 1e6, timeout: '3s' }),
    web: service({ concurrency: 10, queue: 20, handle: [work('1ms'), choose(ways)] }),
    recommendations: store({ time: '50ms' }),
  })
}

const fault = slow('recommendations', { by: '2s' }).at('20s').for('20s')

describe('D4 one slow dependency', () => {
  it('takes the shared pool of ten, so that requests fail which do not need it', () => {
    const run = simulate(shop({}), { for: '60s', faults: [fault] })
    expect(run.availability({ between: [0, '20s'] })).toBe(1)
    // Ten threads, half of the requests hold one for 2.05 s: 10 / 1.026 s, and so about a tenth.
    expect(run.availability({ during: fault })).toBeLessThan(0.15)
    expect(run.at('web', { during: fault }).utilisation).toBeGreaterThan(0.99)
    expect(run.at('web').reasons[0].because).toBe('queue full')
  })

  it('takes nothing when it has a time-out and is optional', () => {
    const run = simulate(shop({ timeout: '100ms', optional: true }), {
      for: '60s',
      faults: [fault],
    })
    expect(run.availability()).toBe(1)
    expect(run.latency('p99', { during: fault })).toBeLessThan(200)
    expect(run.requests({ during: fault }).outcomes.degraded).toBeGreaterThan(900)
  })

  it('costs not even the time-out once a breaker is open', () => {
    const breaker = { consecutive: 5, openFor: '5s' } as const
    const options = { timeout: '100ms', optional: true, breaker } as const
    const run = simulate(shop(options), { for: '60s', faults: [fault] })
    expect(run.availability()).toBe(1)
    expect(run.latency('p50', { between: ['21s', '25s'] })).toBeLessThan(5)
    expect(run.on('web->recommendations').breaker.at(-1)).toMatchObject({ to: 'closed' })
  })

  it('recovers by itself when the fault ends', () => {
    const run = simulate(shop({}), { for: '60s', faults: [fault] })
    expect(run.availability({ between: ['45s', '60s'] })).toBe(1)
  })
})
