/** Queues without a bound let everybody wait; settings that are wrong move bounds. */
import { call, misconfigure, publish, queue, simulate, store, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const crowd = { requests: 2_500, rate: '1000/s', timeout: '1h' } as const
const all = { ok: crowd.requests }

describe('a queue that is unbounded', () => {
  it('of a component turns nobody away', () => {
    const slow = (bound: 'unbounded' | undefined) =>
      system('s', {
        u: once('db', crowd),
        db: store({ concurrency: 1, queue: bound, time: '1s' }),
      })
    const run = simulate(slow('unbounded'), { for: '1h' })
    expect(counts(run.at('db').outcomes)).toEqual(all)
    expect(run.at('db').queue.peak).toBe(2_497) // one begins each second
    expect(simulate(slow(undefined), { for: '1h' }).at('db').outcomes.rejected).toBe(1_497)
  })

  it('of a component turns nobody away who is served last come, first served', () => {
    const shedding = { order: 'lifo' } as const
    const run = simulate(
      system('s', {
        u: once('db', crowd),
        db: store({ concurrency: 1, queue: 'unbounded', shedding, time: '1s' }),
      }),
      { for: '1h' },
    )
    expect(counts(run.at('db').outcomes)).toEqual(all)
  })

  it('of a bulkhead turns nobody away', () => {
    const bulkhead = { limit: 1, queue: 'unbounded' } as const
    const run = simulate(
      system('s', { u: once(call('db', { bulkhead }), crowd), db: store({ time: '1s' }) }),
      { for: '1h' },
    )
    expect(counts(run.on('u->db').outcomes)).toEqual(all)
  })

  it('of kept connections turns nobody away', () => {
    const run = simulate(
      system(
        's',
        { u: once('db', crowd), db: store({ time: '1s' }) },
        { network: { default: { keepAlive: { most: 1, queue: 'unbounded' } } } },
      ),
      { for: '1h' },
    )
    expect(counts(run.on('u->db').outcomes)).toEqual(all)
  })

  it('of messages is never full', () => {
    const many = { requests: 10_500, rate: '10000/s' } as const
    const run = simulate(
      system('s', {
        u: once(publish('jobs'), many),
        jobs: queue({ capacity: 'unbounded' }),
        w: worker({ of: 'jobs', concurrency: 10, handle: work('1s') }),
      }),
      { for: '1h' },
    )
    expect(run.queue('jobs')).toMatchObject({ published: 10_500, acknowledged: 10_500 })
  })
})

describe('a queue that is misconfigured', () => {
  const pool = (bound: number) =>
    system('pool', {
      users: once('db', { rate: '1000/s', requests: 6 }),
      db: store({ concurrency: 1, queue: bound, time: '10ms' }),
    })
  const played = (bound: number, ...wrong: (number | 'unbounded')[]) =>
    simulate(pool(bound), {
      for: '1s',
      trace: true,
      faults: wrong.map(places => misconfigure('db', { queue: places }).at('1.5ms').for('2ms')),
    })

  it('turns away who comes, and lets those who wait keep their place', () => {
    const run = played(5, 0)
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'], // it waited when the settings came
      [2, 2, 'rejected'],
      [3, 3, 'rejected'],
      [4, 30, 'ok'], // they are over
      [5, 40, 'ok'],
    ])
    expect(run.faults[0].touched).toBe(2)
  })

  it('touches nobody whom the declared bounds would have treated alike', () => {
    const alike = { concurrency: 1, queue: 5 }
    const faults = [misconfigure('db', alike).at('1.5ms').for('2ms')]
    const run = simulate(pool(5), { for: '1s', faults, strict: false })
    expect(run.faults[0].touched).toBe(0)
  })

  it('holds all who come, where there was no room', () => {
    const outcomes = story(played(0, 'unbounded')).map(([, until, outcome]) => [until, outcome])
    expect(outcomes).toEqual([
      [10, 'ok'],
      [1, 'rejected'],
      [20, 'ok'],
      [30, 'ok'],
      [4, 'rejected'],
      [5, 'rejected'],
    ])
  })

  it('has the tightest of two bounds', () => {
    expect(story(played(5, 0, 'unbounded'))).toEqual(story(played(5, 0)))
  })
})
