/**
 * Two writes and no transaction around them: a service that crashes between the store and the queue
 * has stored what nobody hears of. The remedy, a transactional outbox: the store keeps the message
 * with the write, and a relay publishes it, at least once (C. Richardson, Microservices Patterns,
 * 2018, section 3.3.7).
 */
import { call, clients, crash, partition, publish, queue, service, simulate } from 'gameday'
import { system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'

const users = clients({ rate: '100/s', arrivals: 'steady', call: 'web' })
const orders = queue({ latency: 0 })
const mailer = worker({ of: 'orders', concurrency: 8, handle: work('20ms') })

/** What each request writes, it publishes itself, 5 ms later. */
const twoWrites = system('two writes', {
  users,
  web: service({ handle: [call('db'), work('5ms'), publish('orders')] }),
  db: service({ handle: work('2ms') }),
  orders,
  mailer,
})

/** The write and the message are one: the message is there in the moment the work is done. */
const outbox = system('outbox', {
  users,
  web: service({ handle: [call('db'), work('5ms')] }),
  db: service({ handle: [work('2ms'), publish('outbox')] }),
  outbox: queue({ latency: 0, deliveries: 'unbounded', redeliverAfter: '1s' }),
  relay: worker({ of: 'outbox', handle: publish('orders', { timeout: '200ms' }) }),
  orders,
  mailer,
})

const crashes = [crash('web').at('10003ms').for('5s')]

describe('A10 two writes', () => {
  it('may be one: what was written just before a crash is never published', () => {
    const run = simulate(twoWrites, { for: '30s', faults: crashes })
    expect(run.at('db').outcomes.ok - run.queue('orders').published).toBe(1)
  })
})

describe('A10 a transactional outbox', () => {
  it('has a message for each write, whoever crashes', () => {
    const run = simulate(outbox, {
      for: '30s',
      faults: [...crashes, crash('relay').at('20003ms').for('2s')],
    })
    const written = run.at('db').outcomes.ok
    expect(run.queue('outbox')).toMatchObject({ published: written, acknowledged: written })
    expect(run.queue('orders')).toMatchObject({ published: written, acknowledged: written })
  })

  it('publishes at least once: twice, where the relay does not hear that it was stored', () => {
    const unheard = partition('relay->orders', { way: 'back' }).at('10s').for('1s')
    const run = simulate(outbox, { for: '30s', faults: [unheard] })
    const written = run.at('db').outcomes.ok
    expect(run.queue('outbox')).toMatchObject({ published: written, acknowledged: written })
    expect(run.queue('orders').published - written).toBeGreaterThan(0)
  })
})
