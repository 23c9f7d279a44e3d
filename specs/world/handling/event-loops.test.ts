/** Callees that wait without a slot, and whose branches are stopped. */
import { call, clients, parallel, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'

const second = { rate: '1/s', arrivals: 'steady' } as const

describe('an event loop', () => {
  it('gives the slot of a stopped branch to whoever waits for it', () => {
    const bad = call('bad', { optional: true, fallback: parallel(call('late'), work('10s')) })
    const web = service({
      nonBlocking: true,
      operations: { a: [bad, call('slow')], b: work('1ms') },
    })
    const loop = system('loop', {
      one: clients({ ...second, requests: 1, call: 'web.a' }),
      others: clients({ ...second, requests: 3, call: 'web.b' }),
      web,
      bad: store({ time: 1, errorRate: 1 }),
      late: store({ time: '50ms', errorRate: 1 }),
      slow: store({ time: '20s' }),
    })
    const run = simulate(loop, { for: '10s', trace: true })
    expect(run.latency(1, { class: 'others' })).toBeLessThan(60)
  })
})
