/** Asynchronous work: producers publish and go on, workers take messages when they are free. */
import {
  call,
  partition,
  publish,
  queue,
  service,
  simulate,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { deliveries, played } from './support/post.ts'
import { attemptsOf, counts, once, story } from '../support/story.ts'

describe('A10 publishing', () => {
  it('takes as long as the queue needs to store the message, and no longer', () => {
    const run = played()
    expect(story(run)).toEqual([[0, 2, 'ok']])
    expect(deliveries(run)).toEqual([[2, 102, 'ok']])
    expect(run.queue('orders')).toMatchObject({ published: 1, acknowledged: 1, unfinished: 0 })
  })

  it('is rejected by a full queue, those with a worker included', () => {
    const run = played({ requests: 5, queue: { latency: '2ms', capacity: 2 } })
    // The first is with the worker until 102 ms, the second waits.
    expect(counts(run.on('web->orders').outcomes)).toEqual({ ok: 2, rejected: 3 })
    expect(run.on('web->orders').reasons).toEqual([{ because: 'queue full', count: 3 }])
    expect(run.queue('orders').published).toBe(2)
  })

  it('takes all options of a call: a producer may try again until there is room', () => {
    const retry = { attempts: 3, base: '60ms', backoff: 'constant', jitter: 'none' } as const
    const run = played({ requests: 2, queue: { latency: '2ms', capacity: 1 }, publish: { retry } })
    // Tried at 10, 72 and 134 ms; there is room from 102 ms on.
    expect(story(run)).toEqual([
      [0, 2, 'ok'],
      [10, 136, 'ok'],
    ])
  })

  it('twice, since the acknowledgement was lost, makes two messages', () => {
    const lost = partition('web->orders', { way: 'back' }).at(0).for('5ms')
    const retry = { attempts: 2, base: '1ms', jitter: 'none' } as const
    const run = played({ faults: [lost], publish: { timeout: '10ms', retry } })
    expect(story(run)).toEqual([[0, 13, 'ok']])
    expect(run.queue('orders')).toMatchObject({ published: 2, acknowledged: 2 })
  })

  it('may be all that clients do', () => {
    const small = system('small', {
      users: once(publish('orders')),
      orders: queue({ latency: '2ms' }),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
    })
    expect(story(simulate(small, { for: '1s', trace: true }))).toEqual([[0, 2, 'ok']])
  })
})

describe('A10 workers', () => {
  it('take messages when they are free, the oldest first', () => {
    expect(deliveries(played({ requests: 3 }))).toEqual([
      [2, 102, 'ok'],
      [102, 202, 'ok'],
      [202, 302, 'ok'],
    ])
  })

  it('take as many at a time as all their replicas have slots', () => {
    const run = played({ requests: 5, worker: { concurrency: 2, replicas: 2 } })
    expect(deliveries(run).map(([at]) => at)).toEqual([2, 12, 22, 32, 102])
    expect(run.at('mailer')).toMatchObject({ issued: 5, inFlight: { peak: 4 }, waited: 0 })
  })

  it('of one queue share its messages', () => {
    const small = system('small', {
      users: once(publish('orders'), { rate: '100/s', requests: 4 }),
      orders: queue(),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
      printer: worker({ of: 'orders', handle: work('1ms') }),
    })
    const run = simulate(small, { for: '1s' })
    expect([run.at('mailer').issued, run.at('printer').issued]).toEqual([2, 2])
  })

  it('have their messages after the way there, and are free after the way back', () => {
    const small = system(
      'small',
      {
        users: once(publish('orders', {}), { rate: '1000/s', requests: 2 }),
        orders: queue({ latency: 0 }),
        mailer: worker({ of: 'orders', handle: work('10ms') }),
      },
      { network: { 'orders->mailer': '5ms' } },
    )
    const run = simulate(small, { for: '1s', trace: true })
    expect(attemptsOf(run, 'orders->mailer')).toEqual([
      [0, 20, 'ok'],
      [20, 40, 'ok'],
    ])
  })
})

describe('A10 how late a queue is', () => {
  it('is its lag, from being published to the first delivery', () => {
    // Published at 2, 12, 22 ms and begun at 2, 102, 202.
    const { lag, latency } = played({ requests: 3 }).queue('orders')
    expect(lag.mean).toBeCloseTo((0 + 90 + 180) / 3, 9)
    expect(latency.mean).toBeCloseTo((100 + 190 + 280) / 3, 9)
  })

  it('is its depth: how many messages wait, over time', () => {
    const run = played({ requests: 3, for: '400ms' })
    expect(run.queue('orders').depth).toEqual({ mean: (90 + 180) / 400, peak: 2 })
    expect(run.queue('orders').unacknowledged).toEqual({ mean: 300 / 400, peak: 1 })
    const depth = run.series('depth', { at: 'orders', every: '100ms' })
    // The second waits from 12 to 102 ms, the third from 22 to 202.
    expect(depth.map(({ value }) => value)).toEqual([1.66, 1.02, 0.02, 0])
  })

  it('and the longest lag of what was published, step by step', () => {
    const run = played({ requests: 3, for: '400ms' })
    const lag = run.series('lag', { at: 'orders', every: '200ms' })
    expect(lag[0].value).toBeCloseTo(180, 0)
    expect(lag[1].value).toBeUndefined()
  })

  it('is told of components, too: requests that wait for a slot', () => {
    const run = simulate(
      system('desk', {
        users: once('clerk', { rate: '1000/s', requests: 2 }),
        clerk: store({ concurrency: 1, time: '10ms' }),
      }),
      { for: '100ms', resolution: '10ms' },
    )
    expect(run.series('depth', { at: 'clerk', every: '100ms' })).toEqual([{ at: 0, value: 0.09 }])
  })

  it('leaves what is still there at the end as unfinished', () => {
    const run = played({ requests: 100, for: '1s' })
    // The last request ends at 992 ms; the worker has done nine of them by then.
    expect(run.queue('orders')).toMatchObject({
      published: 100,
      acknowledged: 9,
      deliveries: 10,
      unfinished: 91,
    })
    expect(run.availability()).toBe(1)
  })
})

describe('A2 the journey of a request that publishes', () => {
  it('has the deliveries in it, which are no part of its time', () => {
    const run = played()
    const [publishing] = run.trace().attempts[0].calls
    expect(publishing).toMatchObject({ call: 'web->orders', at: 0, until: 2 })
    const [delivery] = publishing.attempts[0].calls
    expect(delivery).toMatchObject({ call: 'orders->mailer', at: 2, until: 102 })
    expect(delivery.isBackground).toBe(true)
    expect(run.breakdown()).toMatchObject({ working: 2, network: 0 })
  })
})

describe('A4 the graph', () => {
  it('goes from the producer over the queue to the worker', () => {
    const small = system('small', {
      users: once('web'),
      web: service({ handle: publish('orders') }),
      orders: queue({ deadLetters: 'orphans' }),
      orphans: queue(),
      mailer: worker({ of: 'orders', handle: call('smtp') }),
      smtp: store({ time: 1 }),
    })
    expect(small.dependencies('orders').calls).toEqual(['mailer', 'orphans'])
    expect(small.dependencies('web').dependsOn).toEqual(['mailer', 'orders', 'orphans', 'smtp'])
    expect(small.dependencies('smtp').dependents).toEqual(['mailer', 'orders', 'users', 'web'])
  })
})

describe('A10 a message of some size', () => {
  it('takes its time on the way to the worker, and to the queue for dead letters', () => {
    const small = system(
      'small',
      {
        users: once(publish('orders', { request: '1KB' })),
        orders: queue({ latency: 0, messageSize: '1KB', deliveries: 1, deadLetters: 'orphans' }),
        orphans: queue({ latency: 0 }),
        mailer: worker({ of: 'orders', errorRate: 1, handle: work('1ms') }),
      },
      { network: { default: { latency: 0, bandwidth: '1Mbps' } } },
    )
    const run = simulate(small, { for: '1s', trace: true })
    // 1 KB takes 8 ms at 1 Mbps, each time.
    expect(attemptsOf(run, 'users->orders')).toEqual([[0, 8, 'ok']])
    expect(attemptsOf(run, 'orders->mailer')).toEqual([[8, 17, 'error']])
    expect(attemptsOf(run, 'orders->orphans')).toEqual([[17, 25, 'ok']])
  })
})
