/** What becomes of messages that nobody can handle. */
import {
  call,
  crash,
  type Fault,
  partition,
  publish,
  queue,
  simulate,
  store,
  system,
  work,
  worker,
} from 'gameday'
import type { QueueSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once } from '../support/story.ts'

type Failing = {
  readonly orders?: Omit<QueueSpec<'orphans', never>, 'zone'>
  readonly orphans?: Omit<QueueSpec<never, never>, 'deadLetters' | 'zone'>
  readonly requests?: number
  readonly faults?: readonly Fault<'orphans' | 'orders' | 'orphans->keeper'>[]
}

/** Messages whose handling fails after 10 ms, each time. */
function failing({ orders, orphans, requests = 1, faults = [] }: Failing) {
  const small = system('small', {
    users: once(publish('orders'), { rate: '1000/s', requests }),
    orders: queue({ latency: 0, deliveries: 3, ...orders }),
    orphans: queue({ latency: '4ms', ...orphans }),
    keeper: worker({ of: 'orphans', handle: work('1ms'), concurrency: 100 }),
    mailer: worker({ of: 'orders', concurrency: 100, handle: call('smtp') }),
    smtp: store({ time: '10ms', errorRate: 1 }),
  })
  return simulate(small, { for: '10s', trace: true, faults: [...faults] })
}

describe('A10 a message whose deliveries are used up', () => {
  it('is counted, and gone', () => {
    const run = failing({})
    expect(attemptsOf(run, 'orders->mailer')).toEqual([
      [0, 10, 'error'],
      [10, 20, 'error'],
      [20, 30, 'error'],
    ])
    expect(run.queue('orders')).toMatchObject({ deliveries: 3, deadLettered: 1, unfinished: 0 })
    expect(run.queue('orphans').published).toBe(0)
  })

  it('goes to the queue for dead letters, as any message that is published', () => {
    const run = failing({ orders: { latency: 0, deliveries: 3, deadLetters: 'orphans' } })
    expect(attemptsOf(run, 'orders->orphans')).toEqual([[30, 34, 'ok']])
    expect(run.queue('orders')).toMatchObject({ deadLettered: 1, lost: 0 })
    expect(run.queue('orders').latency.mean).toBe(34)
    expect(run.queue('orphans')).toMatchObject({ published: 1, acknowledged: 1 })
    expect(attemptsOf(run, 'orphans->keeper')).toEqual([[34, 35, 'ok']])
  })

  it('waits before each delivery but the first', () => {
    const run = failing({ orders: { latency: 0, deliveries: 3, redeliverAfter: '100ms' } })
    expect(attemptsOf(run, 'orders->mailer').map(([at]) => at)).toEqual([0, 110, 220])
  })

  it('may have one only', () => {
    expect(failing({ orders: { latency: 0, deliveries: 1 } }).queue('orders').deliveries).toBe(1)
  })

  it('is lost when the queue for dead letters is full', () => {
    const run = failing({
      orders: { latency: 0, deliveries: 1, deadLetters: 'orphans' },
      orphans: { latency: '4ms', capacity: 2 },
      requests: 5,
      faults: [partition('orphans->keeper')],
    })
    expect(run.queue('orders')).toMatchObject({ deadLettered: 2, lost: 3 })
    expect(counts(run.on('orders->orphans').outcomes)).toEqual({ ok: 2, rejected: 3 })
  })

  it('is lost when the queue for dead letters is down', () => {
    const run = failing({
      orders: { latency: 0, deliveries: 1, deadLetters: 'orphans' },
      requests: 5,
      faults: [crash('orphans', { refuse: true })],
    })
    expect(run.queue('orders')).toMatchObject({ deadLettered: 0, lost: 5 })
    expect(run.queue('orders').reasons).toEqual([{ because: 'connection refused', count: 5 }])
    expect(run.on('orders->orphans').reasons).toEqual([{ because: 'connection refused', count: 5 }])
  })

  it('is not lost when its queue crashes on the way: it goes there when that runs again', () => {
    const run = failing({
      orders: { latency: 0, deliveries: 1, deadLetters: 'orphans' },
      faults: [crash('orders').at('12ms').for('100ms')],
    })
    expect(attemptsOf(run, 'orders->orphans')).toEqual([
      [10, 12, 'cancelled'],
      [112, 116, 'ok'],
    ])
    // The first publishing was under way, and arrived: at least once, here too.
    expect(run.queue('orphans').published).toBe(2)
    expect(run.queue('orders')).toMatchObject({ deadLettered: 1, deliveries: 1 })
  })
})
