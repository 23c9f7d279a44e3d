/** Work for which nobody waits any more: never more than the cores can have done. */
import { call, clients, service, simulate, slow, store, system, throttleCpu, work } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('wasted work where cores are shared', () => {
  const shop = system('shop', {
    users: clients({ rate: '400/s', arrivals: 'steady', call: 'api', timeout: '500ms' }),
    api: service({ concurrency: 500, replicas: 4, resources: { cpu: 2 }, handle: work('10ms') }),
  })
  const throttled = throttleCpu('api', { to: 0.1 }).at('10s').for('2m')
  const run = simulate(shop, { for: '150s', faults: [throttled] })

  it('is at most cores × time', () => {
    const { wasted } = run.at('api')
    expect(wasted.count).toBeGreaterThan(1_000)
    expect(wasted.ms).toBeGreaterThan(0)
    expect(wasted.ms).toBeLessThanOrEqual(4 * 2 * 0.1 * 160_000 + 4 * 2 * 40_000)
  })

  it('is the work itself, of each that was done to the end', () => {
    const { wasted } = run.at('api')
    expect(wasted.ms / wasted.count).toBeCloseTo(10, 6)
  })
})

it('is what was done of it, of a request that was called off half-way', () => {
  const halves = system('halves', {
    users: clients({
      rate: '2/s',
      arrivals: 'steady',
      requests: 1,
      call: call('api', { timeout: '300ms', cancel: true }),
    }),
    api: service({ concurrency: 10, resources: { cpu: 1 }, handle: work('200ms') }),
  })
  const fault = throttleCpu('api', { to: 0.5 }).at(0).forever()
  const run = simulate(halves, { for: '2s', faults: [fault] })
  expect(run.at('api').wasted).toEqual({ count: 1, ms: 150 })
})

it('is by the clock where nothing is shared', () => {
  const alone = system('alone', {
    users: clients({
      rate: '2/s',
      arrivals: 'steady',
      requests: 2,
      call: call('db', { timeout: '300ms' }),
    }),
    db: store({ concurrency: 10, time: '400ms' }),
  })
  const run = simulate(alone, { for: '2s', faults: [slow('db', { by: '100ms' }).at(0).forever()] })
  expect(run.at('db').wasted).toEqual({ count: 2, ms: 1_000 })
})
