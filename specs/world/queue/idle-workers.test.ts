/** A crash of workers that had nothing to do. */
import { clients, crash, publish, queue, service, simulate, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('a crash of workers that had nothing to do', () => {
  it('has tested something when messages then wait', () => {
    const post = system('post', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: publish('orders') }),
      orders: queue(),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
    })
    const run = simulate(post, { for: '5s', faults: [crash('mailer').at('2.05s').for('1s')] })
    expect(run.warnings).toEqual([])
    expect(run.faults[0].touched).toBe(10)
  })
})
