/** A8: how well a dependency is, seen over time. */
import { call, clients, errors, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '100/s', arrivals: 'steady', requests: 500, call: 'web' }),
  web: service({ handle: call('db', { fallback: { value: 'old' } }) }),
  db: store({ time: 1 }),
})

const faults = [errors('db', { rate: 0.3 }).at('1s').for('1s'), errors('db').at('2s').for('1s')]

describe('A8 the health of a dependency', () => {
  const run = simulate(shop, { for: '6s', resolution: '1s', faults })
  const states = (whose: Parameters<typeof run.health>[0]): string[] =>
    run.health(whose).map(({ health }) => health)

  it('goes from healthy to degraded to failed and back, and is idle when nobody calls', () => {
    const all = ['healthy', 'degraded', 'failed', 'healthy', 'healthy', 'idle']
    expect(states({ at: 'db' })).toEqual(all)
  })

  it('is no worse than degraded for callers who have something to fall back on', () => {
    const all = ['healthy', 'degraded', 'degraded', 'healthy', 'healthy', 'idle']
    expect(states({ on: 'web->db' })).toEqual(all)
    expect(states({})).toEqual(all)
  })
})
