/** Leaks: resources that are lost bit by bit, and threads, which are slots. */
import { exhaust, leak, misconfigure, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { play } from './support/ten-inside.ts'
import { counts, once, story } from '../support/story.ts'

describe('C6 connections that leak', () => {
  it('with each request are lost for good, until none is left', () => {
    const run = play(
      { connections: 30 },
      { requests: 100, faults: [leak('api', { of: 'connections', each: 1 })] },
    )
    // Each takes one for a time and loses another for good: with 29 lost there are no two left.
    expect(counts(run.requests().outcomes)).toEqual({ ok: 29, rejected: 71 })
  })
})

describe('C6 memory that leaks', () => {
  it('with time kills the replica at the moment when none is left, again and again', () => {
    const memory = { size: '100MB', restart: '500ms' } as const
    const faults = [leak('api', { of: 'memory', perSecond: '20MB' })]
    const run = play({ memory }, { requests: 1_200, faults })
    // 100 MB take 5 s; then it is down for half a second, and has 5 s again.
    const down = story(run).filter(([, , outcome]) => outcome === 'rejected')
    expect([down[0][0], down[49][0]]).toEqual([5_000, 5_490])
    expect(down).toHaveLength(100)
    expect(down[50][0]).toBe(10_500)
  })

  it('with each request kills it the sooner, the more requests there are', () => {
    const memory = { size: '100MB', restart: '60s' } as const
    const faults = [leak('api', { each: '1MB' })]
    const run = play({ memory }, { requests: 200, faults })
    expect(run.at('api').outcomes.ok + run.at('api').outcomes.error).toBe(100)
    expect(run.at('api').outcomes.rejected).toBe(100)
  })
})

describe('C6 threads', () => {
  it('that leak are slots that are gone, and requests queue', () => {
    const few = system('few', {
      users: once('db', { rate: '100/s', requests: 6, timeout: '5s' }),
      db: store({ concurrency: 4, time: '100ms' }),
    })
    const run = simulate(few, {
      for: '5s',
      trace: true,
      faults: [leak('db', { of: 'threads', perSecond: 100 })],
    })
    // One is gone every 10 ms: three inside are finished, and nobody else begins.
    expect(story(run).map(([, until]) => until)).toEqual([100, 110, 5_020, 5_030, 5_040, 5_050])
    expect(run.at('db').resources.threads).toMatchObject({ size: 4, peak: 4 })
  })

  it('that are all taken let everybody wait until they are given back', () => {
    const run = play({}, { faults: [exhaust('api', 'threads').at('25ms').for('1s')] })
    expect(
      story(run)
        .slice(0, 5)
        .map(([, until]) => until),
    ).toEqual([100, 110, 120, 1_125, 1_125])
    expect(run.faults[0].touched).toBe(17)
  })

  it('that are few, and slots that are misconfigured, add up to the fewer', () => {
    const faults = [
      exhaust('api', 'threads').for('1s'),
      misconfigure('api', { concurrency: 2 }).for('2s'),
    ]
    const run = play({}, { requests: 3, faults })
    expect(story(run).map(([, until]) => until)).toEqual([1_100, 1_100, 1_200])
  })
})
