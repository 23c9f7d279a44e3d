/** Messages that are not acknowledged, and crashes and cuts between a queue and its workers. */
import { crash, errors, partition, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import { deliveries, played } from './support/post.ts'
import { counts } from '../support/story.ts'

describe('A10 a message that is not acknowledged', () => {
  it('since its handling failed is delivered again, after a while', () => {
    const faults = [errors('smtp').at(0).for('500ms')]
    const run = played({ faults, queue: { latency: '2ms', redeliverAfter: '300ms' } })
    expect(deliveries(run)).toEqual([
      [2, 2, 'error'],
      [302, 302, 'error'],
      [602, 702, 'ok'],
    ])
    expect(run.queue('orders')).toMatchObject({ deliveries: 3, acknowledged: 1 })
  })

  it('since its worker crashed takes no slot of the one that has started anew', () => {
    const faults = [crash('mailer').at('50ms').for('10ms')]
    const run = played({ requests: 3, faults, queue: { visibilityTimeout: '150ms' } })
    // At 152 ms the first is given up, and the second is with the worker until 160 ms.
    expect(deliveries(run)).toEqual([
      [2, 152, 'timeout'],
      [60, 160, 'ok'],
      [160, 260, 'ok'],
      [260, 360, 'ok'],
    ])
  })

  it('goes behind those that wait by then', () => {
    const faults = [errors('orders->mailer').at(0).for('5ms')]
    const run = played({ requests: 3, faults, queue: { latency: '2ms', redeliverAfter: '20ms' } })
    // The first fails at 2 ms and waits again from 22 ms, a moment before the third comes.
    expect(run.queue('orders').latency.mean).toBeCloseTo((210 + 100 + 290) / 3, 9)
  })

  it('in time is delivered again while the slow worker is still at it: handled twice', () => {
    const faults = [slow('smtp', { by: '1500ms' }).at(0).for('500ms')]
    const run = played({ faults, worker: { concurrency: 2 } })
    expect(deliveries(run)).toEqual([
      [2, 1002, 'timeout'],
      [1002, 1102, 'ok'],
    ])
    expect(run.at('smtp').outcomes.ok).toBe(2)
    // What the slow one did by 1602 ms was for nobody.
    expect(run.at('mailer').wasted.count).toBe(1)
    expect(run.queue('orders')).toMatchObject({ acknowledged: 1, deliveries: 2 })
  })

  it('waits until the slow worker is free, if there is no other', () => {
    const faults = [slow('smtp', { by: '1500ms' }).at(0).for('500ms')]
    expect(deliveries(played({ faults }))).toEqual([
      [2, 1002, 'timeout'],
      [1602, 1702, 'ok'],
    ])
  })
})

describe('A10 a worker that crashes', () => {
  it('and breaks its connections gives its messages back at once', () => {
    const faults = [crash('mailer', { refuse: true }).at('50ms').for('100ms')]
    const run = played({ requests: 2, faults })
    expect(deliveries(run)).toEqual([
      [2, 50, 'error'],
      [150, 250, 'ok'],
      [250, 350, 'ok'],
    ])
  })

  it('in silence keeps its message until the time is up, but takes others when it is back', () => {
    const faults = [crash('mailer').at('50ms').for('100ms')]
    const run = played({ requests: 2, faults })
    expect(deliveries(run)).toEqual([
      [2, 1002, 'timeout'],
      [150, 250, 'ok'],
      [1002, 1102, 'ok'],
    ])
  })

  it('leaves its share to the others', () => {
    const faults = [crash('mailer#0').at(0)]
    const run = played({ requests: 3, faults, worker: { replicas: 2 } })
    expect(run.queue('orders')).toMatchObject({ acknowledged: 3, deliveries: 3 })
  })
})

describe('A10 the way from a queue to its worker', () => {
  it('when it is cut, no worker asks, and no delivery is used up', () => {
    const faults = [partition('orders->mailer').at(0).for('3s')]
    const run = played({ requests: 2, faults })
    // It asks again each second: at 2 ms, 1002 ms, 2002 ms, and then it is heard.
    expect(deliveries(run)).toEqual([
      [3002, 3102, 'ok'],
      [3102, 3202, 'ok'],
    ])
  })

  it('when a delivery is lost on it, it is made again when its time is up', () => {
    const faults = [partition('orders->mailer', { way: 'there' }).at(0).for('100ms')]
    expect(deliveries(played({ faults }))).toEqual([
      [2, 1002, 'timeout'],
      [1002, 1102, 'ok'],
    ])
  })

  it('when an acknowledgement is lost on it, the message is handled twice', () => {
    const faults = [partition('orders->mailer', { way: 'back' }).at('50ms').for('100ms')]
    const run = played({ faults })
    expect(deliveries(run)).toEqual([
      [2, 1002, 'timeout'],
      [1002, 1102, 'ok'],
    ])
    expect(run.at('mailer').outcomes.ok).toBe(2)
  })
})

describe('C1 a queue that crashes', () => {
  const faults = [crash('orders', { refuse: true }).at('55ms').for('100ms')]

  it('keeps its messages, and hands out again what was with a worker', () => {
    const run = played({ requests: 5, faults })
    expect(run.queue('orders')).toMatchObject({ published: 5, acknowledged: 5, lost: 0 })
    expect(deliveries(run)[0]).toEqual([2, 55, 'cancelled'])
    // The worker goes on with the first until 102 ms; nobody hears of that.
    expect(run.at('mailer').wasted.count).toBe(1)
  })

  it('loses them if it keeps them in memory', () => {
    const run = played({ requests: 5, faults, queue: { latency: '2ms', durable: false } })
    expect(run.queue('orders')).toMatchObject({ published: 5, lost: 5, acknowledged: 0 })
    expect(run.queue('orders').reasons).toEqual([{ because: 'lost in a crash', count: 5 }])
  })

  it('also those that wait to be delivered again', () => {
    const failing = errors('orders->mailer')
    const options = { latency: '2ms', durable: false, redeliverAfter: '1s' } as const
    const run = played({ requests: 3, faults: [...faults, failing], queue: options })
    expect(run.queue('orders')).toMatchObject({ published: 3, lost: 3, unfinished: 0 })
  })

  it('turns away what is published meanwhile', () => {
    const run = played({ requests: 20, faults })
    expect(counts(run.on('web->orders').outcomes)).toEqual({ ok: 10, rejected: 10 })
  })
})
