/** A breaker that is open when the run begins. */
import { describe, it } from 'vitest'
import { call, clients, openBreaker, service, simulate, store, system } from '../../../src/index.ts'
import { expect } from '../../../matchers/vitest.ts'

describe('E1 a breaker', () => {
  it('may begin open, and is closed once that is over', () => {
    const breaker = { consecutive: 5, openFor: '5s' } as const
    const shop = system('shop', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: call('db', { breaker }) }),
      db: store({ time: '5ms' }),
    })
    const run = simulate(shop, { for: '20s', faults: [openBreaker('web->db').for('10s')] })
    expect(run.availability({ between: ['0s', '10s'] })).toBe(0)
    expect(run.availability({ between: ['10s', '20s'] })).toBe(1)
    expect(run.at('db').issued).toBe(100)
    const changes = run.recording.transitions.map(({ at, to }) => [at, to])
    expect(changes).toEqual([
      [0, 'isolated'],
      [10_000, 'closed'],
    ])
  })
})
