/** Slots and queues: who is served when, who waits, who is turned away. */
import { call, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const burst = { for: '1s', trace: true } as const

describe('a store with one slot', () => {
  const three = system('three', {
    users: once('db', { rate: '1000/s', requests: 3 }),
    db: store({ concurrency: 1, time: '5ms' }),
  })

  it('serves in the order of arrival, each when the one before is done', () => {
    expect(story(simulate(three, burst))).toEqual([
      [0, 5, 'ok'],
      [1, 10, 'ok'],
      [2, 15, 'ok'],
    ])
  })

  it('tells how long they waited and worked, and how full it was', () => {
    const run = simulate(three, { ...burst, resolution: '15ms', for: '15ms' })
    const { waiting, working, queue, inFlight, utilisation, waited } = run.at('db')
    expect(waiting.mean).toBe((0 + 4 + 8) / 3)
    expect(working.mean).toBe(5)
    expect(queue).toEqual({ mean: (4 + 8) / 15, peak: 2 })
    expect(inFlight).toEqual({ mean: (5 + 9 + 13) / 15, peak: 3 })
    expect(utilisation).toBe(1)
    expect(waited).toBe(2 / 3)
  })
})

describe('a bounded queue', () => {
  const bounded = (queue: number) =>
    system('bounded', {
      users: once('db', { rate: '1000/s', requests: 5 }),
      db: store({ concurrency: 1, queue, time: '10ms' }),
    })

  it('turns away whom it has no place for, at once', () => {
    expect(story(simulate(bounded(2), burst))).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'],
      [2, 30, 'ok'],
      [3, 3, 'rejected'],
      [4, 4, 'rejected'],
    ])
  })

  it('of no length lets nobody wait', () => {
    const run = simulate(bounded(0), burst)
    expect(counts(run.requests().outcomes)).toEqual({ ok: 1, rejected: 4 })
    expect(run.at('db').reasons).toEqual([{ because: 'queue full', count: 4 }])
  })

  it('gives a freed place to whoever comes next', () => {
    const trickle = system('trickle', {
      users: once('db', { rate: '200/s', requests: 5 }),
      db: store({ concurrency: 1, queue: 1, time: '10ms' }),
    })
    // At 10, 20, … the slot is freed before the request of that moment comes.
    expect(story(simulate(trickle, burst)).map(([at, until]) => [at, until])).toEqual([
      [0, 10],
      [5, 20],
      [10, 30],
      [15, 15],
      [20, 40],
    ])
  })
})

describe('a service that waits for a dependency', () => {
  const waiting = (nonBlocking: boolean) =>
    system('waiting', {
      users: once('web', { rate: '1000/s', requests: 2 }),
      web: service({ concurrency: 1, nonBlocking, handle: [work('2ms'), call('db'), work('1ms')] }),
      db: store({ time: '10ms' }),
    })

  it('holds its one thread all the time', () => {
    expect(story(simulate(waiting(false), burst))).toEqual([
      [0, 13, 'ok'],
      [1, 26, 'ok'],
    ])
  })

  it('overlaps waiting in an event loop, and takes turns only to work', () => {
    expect(story(simulate(waiting(true), burst))).toEqual([
      [0, 13, 'ok'],
      [1, 15, 'ok'],
    ])
  })

  it('lets an answer wait in an event loop that is busy with the next request', () => {
    const busy = system('busy', {
      users: once('web', { rate: '500/s', requests: 2 }),
      web: service({ nonBlocking: true, handle: [work('1ms'), call('db'), work('4ms')] }),
      db: store({ time: '2ms' }),
    })
    // The first works 0-1 and 3-7. The second works 2-3, has its answer at 5, and works 7-11.
    expect(story(simulate(busy, burst))).toEqual([
      [0, 7, 'ok'],
      [2, 11, 'ok'],
    ])
    expect(simulate(busy, burst).at('web').waiting.mean).toBe(1)
  })
})

describe('replicas', () => {
  it('take requests in turn, each with slots of its own', () => {
    const two = system('two', {
      users: once('db', { rate: '1000/s', requests: 4 }),
      db: store({ concurrency: 1, replicas: 2, time: '10ms' }),
    })
    const run = simulate(two, burst)
    expect(story(run).map(([, until]) => until)).toEqual([10, 11, 20, 21])
    expect(run.facts('attempt').map(({ attempt }) => attempt.replica)).toEqual([0, 1, 0, 1])
  })
})
