/** A10: a full queue turns publishers away, or lets them wait for room. */
import { crash, type Fault, publish, queue, simulate, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Load = Parameters<typeof once>[1]

/** Four messages, a millisecond apart, for a queue that holds two; each takes 10 ms to handle. */
const full = (whenFull: 'wait' | 'reject', load: Load = {}) =>
  system('full', {
    users: once(publish('jobs'), { rate: '1000/s', requests: 4, ...load }),
    jobs: queue({ capacity: 2, latency: 0, whenFull }),
    hand: worker({ of: 'jobs', handle: work('10ms') }),
  })

const play = (declared: ReturnType<typeof full>, faults: Fault<'jobs'>[] = []) =>
  simulate(declared, { for: '1s', trace: true, faults })

describe('publishing into a full queue', () => {
  it('is rejected', () => {
    const run = play(full('reject'))
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['ok', 'ok', 'rejected', 'rejected'])
    expect(run.queue('jobs').acknowledged).toBe(2)
  })

  it('or waits for room, and blocks its producer, the first to come first', () => {
    const run = play(full('wait'))
    expect(story(run)).toEqual([
      [0, 0, 'ok'],
      [1, 1, 'ok'],
      [2, 10, 'ok'],
      [3, 20, 'ok'],
    ])
    expect(run.queue('jobs').acknowledged).toBe(4)
  })

  it('is for whoever waits, not for who comes at the moment when there is room', () => {
    const declared = system(
      'full',
      {
        users: once(publish('jobs'), { rate: '100/s', requests: 3 }),
        jobs: queue({ capacity: 1, latency: '2ms', whenFull: 'wait' }),
        hand: worker({ of: 'jobs', handle: work('10ms') }),
      },
      { network: { 'jobs->hand': '5ms' } },
    )
    // Each takes 20 ms there and back: at 22 ms the first is done, and the third comes.
    expect(story(simulate(declared, { for: '1s', trace: true }))).toEqual([
      [0, 2, 'ok'],
      [10, 22, 'ok'],
      [20, 42, 'ok'],
    ])
  })

  it('goes on when its producer has given up: the message comes in all the same', () => {
    const run = play(full('wait', { timeout: '15ms' }))
    expect(story(run).at(-1)).toEqual([3, 18, 'timeout'])
    expect(run.queue('jobs')).toMatchObject({ published: 4, acknowledged: 4 })
  })

  it('is lost with the queue that it waits for', () => {
    const run = play(full('wait'), [crash('jobs', { refuse: true }).at('5ms').for('100ms')])
    expect(story(run).slice(2)).toEqual([
      [2, 5, 'error'],
      [3, 5, 'error'],
    ])
    expect(run.queue('jobs')).toMatchObject({ published: 2, acknowledged: 2 })
  })
})
