/** What a component does, step by step. */
import {
  call,
  choose,
  parallel,
  repeat,
  service,
  type Steps,
  simulate,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const stores = {
  fast: store({ time: '2ms' }),
  slow: store({ time: '10ms' }),
  broken: store({ time: '4ms', errorRate: 1 }),
} as const

/** One request to a service that does these steps, and what became of it. */
function oneRequest(handle: Steps<'fast' | 'slow' | 'broken'>) {
  const small = system('small', { users: once('web'), web: service({ handle }), ...stores })
  return simulate(small, { for: '1s', trace: true })
}

const latency = (handle: Steps<'fast' | 'slow' | 'broken'>): number | undefined =>
  oneRequest(handle).requests().latency.mean

describe('steps', () => {
  it('in sequence take the sum of their times', () => {
    expect(latency([work('1ms'), call('fast'), work('3ms'), call('slow')])).toBe(16)
  })

  it('that are none take no time', () => {
    expect(latency([])).toBe(0)
  })

  it('work for the time they are told, not a bit less', () => {
    expect(latency(work('0.3ms'))).toBe(0.3)
  })
})

describe('rounds upon rounds of nothing', () => {
  const rounds = repeat<never>(1_000_000)

  it('count as events, so that the limit on events ends them', () => {
    const looped = oneRequest(rounds)
    expect(looped.recording.events).toBeGreaterThan(1_000_000)
    expect(looped.requests().latency.mean).toBe(0)
    const shop = system('loops', {
      users: once('web'),
      web: service({ handle: rounds }),
    })
    expect(() => simulate(shop, { for: '1s', eventLimit: 100_000 })).toThrow(
      'the run took 100000 events and got to 0ms only',
    )
  })

  it('count nothing where they are few, or take time', () => {
    const events = (handle: Steps<'fast' | 'slow' | 'broken'>) =>
      oneRequest(handle).recording.events
    expect(events(repeat(500))).toBe(events([]))
    expect(events(repeat(50, work('1ms')))).toBe(events([]) + 50)
  })
})

describe('parallel', () => {
  it('waits for the longest branch', () => {
    expect(latency([parallel(call('fast'), call('slow'), work('7ms')), work('1ms')])).toBe(11)
  })

  it('fails as soon as one branch fails', () => {
    expect(story(oneRequest(parallel(call('slow'), call('broken'))))).toEqual([[0, 4, 'error']])
  })

  it('of nothing, or with empty branches, goes on at once', () => {
    expect(latency([parallel(), work('1ms')])).toBe(1)
    expect(latency([parallel([], []), work('1ms')])).toBe(1)
    expect(latency([parallel([], call('fast')), work('1ms')])).toBe(3)
  })

  it('counts what is still under way when it fails as cancelled', () => {
    const run = oneRequest(parallel(call('slow'), call('broken')))
    expect(counts(run.on('web->slow').outcomes)).toEqual({ cancelled: 1 })
    expect(counts(run.on('web->broken').outcomes)).toEqual({ error: 1 })
  })

  it('inside parallel waits for all inside', () => {
    expect(
      latency([parallel(parallel(call('fast'), call('slow')), work('1ms')), work('1ms')]),
    ).toBe(11)
  })

  it('inside parallel fails the whole when an inner branch fails, and stops the rest', () => {
    const inner = parallel(call('broken'), [call('slow'), call('fast')])
    const run = oneRequest([parallel(inner, call('fast')), work('1ms')])
    expect(story(run)).toEqual([[0, 4, 'error']])
    expect(counts(run.on('web->slow').outcomes)).toEqual({ cancelled: 1 })
    expect(run.on('web->fast').issued).toBe(1)
  })

  it('inside parallel fails no other request when a branch fails after the whole did', () => {
    const inner = parallel(call('broken'), call('slowAndBroken'))
    const two = system('two', {
      users: once('web'),
      others: once('web2'),
      web: service({ handle: parallel(inner, call('slow')) }),
      web2: service({
        handle: [work('5ms'), parallel([call('slow'), call('slow')], call('slow'))],
      }),
      slowAndBroken: store({ time: '8ms', errorRate: 1 }),
      ...stores,
    })
    const run = simulate(two, { for: '1s' })
    expect(counts(run.requests({ class: 'others' }).outcomes)).toEqual({ ok: 1 })
    expect(run.requests({ class: 'others' }).latency.mean).toBe(25)
  })

  it('is degraded when one branch is', () => {
    const run = oneRequest(parallel(call('fast'), call('broken', { optional: true })))
    expect(story(run)).toEqual([[0, 4, 'degraded']])
  })
})

describe('repeat', () => {
  it('does its steps so often, one after another', () => {
    expect(latency(repeat(3, call('fast'), work('1ms')))).toBe(9)
  })

  it('does nothing 0 times', () => {
    expect(latency([repeat(0, call('slow')), work('1ms')])).toBe(1)
  })

  it('inside repeat multiplies, each time anew', () => {
    expect(oneRequest(repeat(3, repeat(4, call('fast')), call('slow'))).at('fast').issued).toBe(12)
  })

  it('inside the branches of parallel counts for each branch', () => {
    const both = parallel(repeat(2, call('fast')), repeat(3, call('fast')))
    const run = oneRequest(repeat(2, both))
    expect(run.at('fast').issued).toBe(10)
    expect(run.requests().latency.mean).toBe(12)
  })
})

describe('choose', () => {
  const forked = (steps: Steps<'fast' | 'slow'>) =>
    system('forked', {
      users: once('web', { rate: '1000/s', requests: 10_000 }),
      web: service({ handle: steps }),
      fast: store({ time: '2ms' }),
      slow: store({ time: '10ms' }),
    })

  it('takes each way as often as its weight says', () => {
    const ways = [
      { weight: 9, steps: call('fast') },
      { weight: 1, steps: call('slow') },
    ] as const
    const run = simulate(forked(choose(ways)), { for: '10s' })
    const slow = run.on('web->slow').issued
    // 10,000 draws of 10 %: four standard deviations are 120.
    expect(Math.abs(slow - 1_000)).toBeLessThan(120)
    expect(run.on('web->fast').issued).toBe(10_000 - slow)
  })

  it('never takes a way of weight 0', () => {
    const ways = [
      { weight: 0, steps: call('slow') },
      { weight: 1, steps: call('fast') },
    ] as const
    const run = simulate(forked(choose(ways)), { for: '10s' })
    expect([run.at('slow').issued, run.at('fast').issued]).toEqual([0, 10_000])
  })

  it('goes on after whichever way it took', () => {
    const ways = [
      { weight: 1, steps: [] },
      { weight: 1, steps: repeat(2, call('fast')) },
    ] as const
    const run = simulate(forked([choose(ways), call('slow')]), { for: '10s' })
    expect(run.at('slow').issued).toBe(10_000)
  })
})
