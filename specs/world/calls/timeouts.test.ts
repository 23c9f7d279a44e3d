/** Time-outs, deadlines, and what becomes of work that nobody waits for. */
import { call, service, simulate, slow, store, system, work } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

/** One request over a service to a store that takes 100 ms. */
function oneCall(options: CallOptions, run: { for?: '1s' } = {}) {
  const small = system('small', {
    users: once('web'),
    web: service({ handle: [call('db', options), work('1ms')] }),
    db: store({ concurrency: 1, time: '100ms' }),
  })
  return simulate(small, { for: '1s', trace: true, ...run })
}

describe('E4 a time-out', () => {
  it('ends an attempt at exactly its time', () => {
    const run = oneCall({ timeout: '30ms' })
    expect(attemptsOf(run, 'web->db')).toEqual([[0, 30, 'timeout']])
    expect(story(run)).toEqual([[0, 30, 'error']])
  })

  it('does not touch an answer that comes before', () => {
    expect(story(oneCall({ timeout: '100.5ms' }))).toEqual([[0, 101, 'ok']])
  })

  it('wins over an answer of the same instant', () => {
    expect(story(oneCall({ timeout: '100ms' }))).toEqual([[0, 100, 'error']])
  })

  it('holds for each attempt by itself', () => {
    const run = oneCall({
      timeout: '30ms',
      retry: { attempts: 3, backoff: 'constant', base: '10ms' },
    })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 30, 'timeout'],
      [40, 70, 'timeout'],
      [80, 110, 'timeout'],
    ])
    expect(story(run)).toEqual([[0, 110, 'error']])
  })

  it('ends the call that set it, when other callers wait as long for others', () => {
    const waiting = { timeout: '30ms' } as const
    const pair = system('pair', {
      users: once(call('web')),
      web: service({ handle: [call('fast', waiting), call('slow', waiting)] }),
      guests: once('desk'),
      desk: service({ handle: [work('10ms'), call('slow', waiting)] }),
      fast: store({ time: '20ms' }),
      slow: store({ time: '100ms' }),
    })
    const run = simulate(pair, { for: '1s', trace: true })
    expect(attemptsOf(run, 'web->fast')).toEqual([[0, 20, 'ok']])
    expect(attemptsOf(run, 'desk->slow')).toEqual([[10, 40, 'timeout']])
    expect(attemptsOf(run, 'web->slow')).toEqual([[20, 50, 'timeout']])
  })
})

describe('E4 a deadline', () => {
  it('holds for the call with all its attempts', () => {
    const run = oneCall({
      timeout: '30ms',
      deadline: '75ms',
      retry: { attempts: 9, backoff: 'constant', base: '10ms' },
    })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 30, 'timeout'],
      [40, 70, 'timeout'],
    ])
    // A third attempt would begin at 80: nobody waits for that.
    expect(story(run)).toEqual([[0, 70, 'error']])
  })

  it('cuts an attempt short', () => {
    const run = oneCall({ timeout: '30ms', deadline: '45ms', retry: { attempts: 9, base: '10ms' } })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 30, 'timeout'],
      [40, 45, 'timeout'],
    ])
  })

  it('ends a wait between two attempts only by not beginning it', () => {
    const run = oneCall({ timeout: '30ms', deadline: '60ms', retry: { attempts: 2, base: '30ms' } })
    expect(story(run)).toEqual([[0, 30, 'error']])
  })
})

describe('clients', () => {
  it('give up after 30 s unless they say otherwise', () => {
    const forever = system('forever', { users: once('db'), db: store({ time: '1h' }) })
    expect(story(simulate(forever, { for: '1s', trace: true }))).toEqual([[0, 30_000, 'timeout']])
  })

  it('give up at exactly their own time-out, after the end of load, too', () => {
    const long = system('long', {
      users: once('db', { timeout: '2.5s' }),
      db: store({ time: '1h' }),
    })
    const run = simulate(long, { for: '1s' })
    expect(counts(run.requests().outcomes)).toEqual({ timeout: 1 })
    expect(run.recording.endedAt).toBe(2_500)
  })
})

describe('work that nobody waits for', () => {
  /** The store answers at 100 ms; its caller gave up at 30 ms. A bystander keeps the run going. */
  const abandoned = (options: CallOptions) => {
    const small = system('small', {
      users: once('web'),
      bystander: once('other'),
      web: service({ handle: call('db', { timeout: '30ms', ...options }) }),
      other: store({ time: '500ms' }),
      db: store({ concurrency: 1, time: '100ms' }),
    })
    return simulate(small, { for: '1s', resolution: '10ms' }).at('db')
  }

  it('is done all the same, and counted as wasted', () => {
    const db = abandoned({})
    expect(db.wasted).toEqual({ count: 1, ms: 100 })
    expect(db.utilisation).toBe(0.1)
    expect(counts(db.outcomes)).toEqual({ ok: 1 })
  })

  it('stops when the callee is told', () => {
    const db = abandoned({ cancel: true })
    expect(db.utilisation).toBe(0.03)
    expect(counts(db.outcomes)).toEqual({ cancelled: 1 })
  })

  it('is wasted for as long as it lasted when it is stopped in the middle', () => {
    expect(abandoned({ cancel: true }).wasted).toEqual({ count: 1, ms: 30 })
  })

  it('stops at the deadline when the callee knows it', () => {
    const db = abandoned({ propagate: true })
    expect(db.utilisation).toBe(0.03)
    expect(counts(db.outcomes)).toEqual({ cancelled: 1 })
  })

  it('leaves the queue when it is told to stop there', () => {
    const queued = system('queued', {
      users: once('web', { rate: '1000/s', requests: 3 }),
      web: service({ handle: call('db', { timeout: '30ms', cancel: true }) }),
      db: store({ concurrency: 1, time: '20ms' }),
    })
    const run = simulate(queued, { for: '1s', trace: true })
    // The second works from 20 and is stopped at 31; the third gets its slot then, stopped at 32.
    expect(story(run).map(([, until]) => until)).toEqual([20, 31, 32])
    expect(run.at('db').queue.peak).toBe(2)
    expect(counts(run.at('db').outcomes)).toEqual({ ok: 1, cancelled: 2 })
  })

  it('is ignored when it answers late, while the retry is under way', () => {
    const late = system('late', {
      users: once(call('db', { timeout: '30ms', retry: { attempts: 2, base: '1ms' } })),
      db: store({ replicas: 2, time: '25ms' }),
    })
    const faults = [slow('db#0', { by: '10ms' })]
    const run = simulate(late, { for: '1s', trace: true, faults })
    // The first answer comes at 35; the second attempt has its own at 31 + 25.
    expect(story(run)).toEqual([[0, 56, 'ok']])
    expect(run.at('db').wasted).toEqual({ count: 1, ms: 35 })
  })

  it('a whole tree of it stops, each callee that was told', () => {
    const tree = system(
      'tree',
      {
        users: once('web', { timeout: '50ms' }),
        web: service({ handle: call('api') }),
        api: service({ handle: [work('20ms'), call('db')] }),
        db: store({ time: '100ms' }),
      },
      { propagateDeadlines: true },
    )
    const run = simulate(tree, { for: '1s', resolution: '10ms' })
    for (const name of ['web', 'api', 'db'] as const) {
      expect(counts(run.at(name).outcomes)).toEqual({ cancelled: 1 })
      expect(run.at(name).inFlight.peak).toBe(1)
    }
    expect(run.at('db', { between: ['50ms', '1s'] }).inFlight.mean).toBe(0)
  })
})
