/** Crashes: who is lost, who is turned away, who waits in vain, and how it starts again. */
import { call, crash, service, simulate, store, system, type Fault } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

const db = (options: { replicas?: number; concurrency?: number } = {}) =>
  system('db', {
    users: once('db', { requests: 5, timeout: '700ms' }),
    db: store({ time: '100ms', ...options }),
  })

const play = (faults: readonly Fault<'db' | `db#${number}`>[], options = {}) =>
  simulate(db(options), { for: '5s', trace: true, faults })

describe('C1 a crash', () => {
  it('in silence leaves callers waiting until they give up', () => {
    const run = play([crash('db').at('0.5s').for('2s')])
    expect(story(run)).toEqual([
      [0, 100, 'ok'],
      [1_000, 1_700, 'timeout'],
      [2_000, 2_700, 'timeout'],
      [3_000, 3_100, 'ok'],
      [4_000, 4_100, 'ok'],
    ])
    expect(run.at('db').reasons).toEqual([{ because: 'down, no answer', count: 2 }])
  })

  it('that refuses turns callers away at once', () => {
    const run = play([crash('db', { refuse: true }).at('0.5s').for('2s')])
    expect(story(run).slice(1, 3)).toEqual([
      [1_000, 1_000, 'rejected'],
      [2_000, 2_000, 'rejected'],
    ])
    expect(run.at('db').reasons).toEqual([{ because: 'connection refused', count: 2 }])
  })

  it('loses what is in flight: nobody hears of it in silence, and at once when it refuses', () => {
    const silent = play([crash('db').at('1.05s').for('0.5s')])
    const loud = play([crash('db', { refuse: true }).at('1.05s').for('0.5s')])
    expect(story(silent)[1]).toEqual([1_000, 1_700, 'timeout'])
    expect(story(loud)[1]).toEqual([1_000, 1_050, 'error'])
    expect(loud.at('db').reasons).toEqual([{ because: 'lost in a crash', count: 1 }])
    expect([silent, loud].map(run => run.faults[0].touched)).toEqual([1, 1])
  })

  it('loses the queue as well as the work', () => {
    const queued = system('queued', {
      users: once('db', { rate: '1000/s', requests: 4, timeout: '5s' }),
      db: store({ concurrency: 1, time: '100ms' }),
    })
    const faults = [crash('db', { refuse: true }).at('150ms').for('1ms')]
    const run = simulate(queued, { for: '1s', trace: true, faults })
    expect(story(run).map(([, until, outcome]) => [until, outcome])).toEqual([
      [100, 'ok'],
      [150, 'error'],
      [150, 'error'],
      [150, 'error'],
    ])
    expect(run.at('db', { after: faults[0] }).inFlight.peak).toBe(0)
  })

  it('begins and ends at exactly its moments', () => {
    // The crash is over at 2 s, before the request of that instant.
    const run = play([crash('db', { refuse: true }).at('1s').for('1s')])
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['ok', 'rejected', 'ok', 'ok', 'ok'])
  })

  it('of one replica of three takes every third request', () => {
    const run = play([crash('db#1', { refuse: true })], { replicas: 3 })
    expect(story(run).map(([, , outcome]) => outcome)).toEqual([
      'ok',
      'rejected',
      'ok',
      'ok',
      'rejected',
    ])
  })

  it('of a share of the replicas takes that many of them whole', () => {
    const crashed = (share: `${number}%`, replicas: number): number => {
      const many = system('many', {
        users: once('db', { rate: '1000/s', requests: replicas }),
        db: store({ time: '1ms', replicas }),
      })
      const faults = [crash('db', { refuse: true }).share(share)]
      return simulate(many, { for: '1s', faults }).requests().outcomes.rejected
    }
    expect(crashed('50%', 4)).toBe(2)
    expect(crashed('34%', 3)).toBe(2)
    expect(crashed('10%', 30)).toBe(3)
    expect(crashed('28%', 25)).toBe(7)
    expect(crashed('7%', 100)).toBe(7)
  })

  it('of a caller abandons its calls, and the callee works in vain', () => {
    const chain = system('chain', {
      users: once('web', { timeout: '500ms' }),
      web: service({ handle: call('db') }),
      db: store({ time: '100ms' }),
    })
    const run = simulate(chain, { for: '1s', faults: [crash('web').at('50ms').for('10ms')] })
    expect(counts(run.on('web->db').outcomes)).toEqual({ cancelled: 1 })
    expect(run.at('db').wasted).toEqual({ count: 1, ms: 100 })
    expect(counts(run.requests().outcomes)).toEqual({ timeout: 1 })
  })

  it('of a caller tells the callee when the call says so', () => {
    const chain = system('chain', {
      users: once('web', { timeout: '500ms' }),
      web: service({ handle: call('db', { cancel: true }) }),
      db: store({ time: '100ms' }),
    })
    const run = simulate(chain, { for: '1s', faults: [crash('web').at('50ms').for('10ms')] })
    expect(counts(run.at('db').outcomes)).toEqual({ cancelled: 1 })
  })
})

describe('C14 crashes that overlap', () => {
  it('keep it down until the last one ends', () => {
    const faults = [
      crash('db', { refuse: true }).at('0.5s').for('1s'),
      crash('db', { refuse: true }).at('0.8s').for('2.5s'),
    ]
    expect(story(play(faults)).map(([, , outcome]) => outcome)).toEqual([
      'ok',
      'rejected',
      'rejected',
      'rejected',
      'ok',
    ])
  })

  it('are silent if one of them is', () => {
    const faults = [
      crash('db').at('0.5s').for('1s'),
      crash('db', { refuse: true }).at('0.5s').for('1s'),
    ]
    const run = play(faults)
    expect(story(run)[1]).toEqual([1_000, 1_700, 'timeout'])
    expect(run.faults.map(({ touched }) => touched)).toEqual([1, 1])
  })
})

describe('C1 a retry over a crash', () => {
  it('finds the component up again', () => {
    const small = system('small', {
      users: once(call('db', { retry: { attempts: 4, base: '100ms' } })),
      db: store({ time: '10ms' }),
    })
    const faults = [crash('db', { refuse: true }).for('250ms')]
    expect(attemptsOf(simulate(small, { for: '1s', trace: true, faults }), 'users->db')).toEqual([
      [0, 0, 'rejected'],
      [100, 100, 'rejected'],
      [300, 310, 'ok'],
    ])
  })
})
