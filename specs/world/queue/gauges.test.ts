/** C11: conditions that measure a queue. */
import {
  clients,
  crash,
  publish,
  queue,
  queueOf,
  service,
  simulate,
  slow,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

describe('C11 the queue of a queue', () => {
  it('is the messages that wait for a worker', () => {
    const post = system('post', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: publish('orders') }),
      orders: queue({ latency: '1ms' }),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
    })
    const down = crash('mailer').at('2s').for('2s')
    const late = slow('web', { by: '1ms' }).when(queueOf('orders').above(50))
    const run = simulate(post, { for: '10s', faults: [down, late] })
    expect(run.faults[1].periods[0].from).toBe(2_600)
  })
})
