/** Load and steps that take no time: time goes on, or one is told what keeps it. */
import { clients, crash, parallel, repeat, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('what waits for nothing', () => {
  it('may be repeated at the same moment', () => {
    const busy = system('busy', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: service({ handle: repeat(5_000, parallel<never>([], [])) }),
      db: store({ time: 1 }),
    })
    expect(() => simulate(busy, { for: '1s' })).not.toThrow()
  })

  it('is told where it would keep time from going on', () => {
    const hasty = system('hasty', {
      users: clients({ users: 2, think: 0, call: 'web' }),
      web: store({ time: '10ms' }),
    })
    const faults = [crash('web', { refuse: true }).at('1s').for('1s')]
    expect(() => simulate(hasty, { for: '5s', faults })).toThrow('time stands still at 1s')
  })
})
