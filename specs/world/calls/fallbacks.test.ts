/** What stands in for a failed call, and what a failure does to its caller. */
import { call, crash, errors, parallel, service, simulate, store, system, work } from 'gameday'
import type { CallOptions, Duration, Fault } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

/** One request over a service to a store that fails after 10 ms; a replica of it takes 3 ms. */
function failing(options: CallOptions<'copy' | 'broken' | 'slow'>) {
  const small = system('small', {
    users: once('web'),
    web: service({ handle: [call('db', options), work('1ms')] }),
    db: store({ time: '10ms', errorRate: 1 }),
    copy: store({ time: '3ms' }),
    broken: store({ time: '4ms', errorRate: 1 }),
    slow: store({ time: '20ms' }),
  })
  return simulate(small, { for: '1s', trace: true })
}

describe('E9 a fallback', () => {
  it('by a value degrades the request, at once', () => {
    const run = failing({ fallback: { value: 'last known price' } })
    expect(story(run)).toEqual([[0, 11, 'degraded']])
    expect(counts(run.on('web->db').outcomes)).toEqual({ degraded: 1 })
    expect(run.availability()).toBe(1)
  })

  it('may be no value at all', () => {
    expect(story(failing({ fallback: { value: null } }))).toEqual([[0, 11, 'degraded']])
  })

  it('by another call takes its time', () => {
    const run = failing({ fallback: call('copy') })
    expect(story(run)).toEqual([[0, 14, 'degraded']])
    expect(counts(run.on('web->copy').outcomes)).toEqual({ ok: 1 })
  })

  it('by several steps does them in order', () => {
    expect(story(failing({ fallback: [work('2ms'), call('copy'), call('copy')] }))).toEqual([
      [0, 19, 'degraded'],
    ])
  })

  it('that fails surfaces', () => {
    const run = failing({ fallback: call('broken') })
    expect(story(run)).toEqual([[0, 14, 'error']])
    expect(counts(run.on('web->db').outcomes)).toEqual({ error: 1 })
  })

  it('has a fallback itself, if it says so', () => {
    const run = failing({ fallback: call('broken', { fallback: { value: 0 } }) })
    expect(story(run)).toEqual([[0, 15, 'degraded']])
  })

  it('in parallel fails with its first branch, and leaves nothing behind', () => {
    const run = failing({ fallback: parallel(call('broken'), [call('copy'), call('copy')]) })
    expect(story(run)).toEqual([[0, 14, 'error']])
    expect(counts(run.on('web->copy').outcomes)).toEqual({ ok: 1, cancelled: 1 })
  })

  it('of clients belongs to the same request', () => {
    const small = system('small', {
      users: once(call('db', { fallback: call('copy') })),
      db: store({ time: '10ms', errorRate: 1 }),
      copy: store({ time: '3ms' }),
    })
    const run = simulate(small, { for: '1s' })
    expect(counts(run.requests().outcomes)).toEqual({ degraded: 1 })
    expect(run.requests().latency.mean).toBe(13)
  })

  it('comes after the retries', () => {
    const run = failing({ retry: { attempts: 3, base: '5ms' }, fallback: { value: 1 } })
    expect(run.on('web->db').attempts.issued).toBe(3)
    expect(story(run)).toEqual([[0, 10 + 5 + 10 + 10 + 10 + 1, 'degraded']])
  })
})

describe('E9 a chain of fallbacks', () => {
  const chain = (last: CallOptions) =>
    failing({ fallback: call('broken', { fallback: call('slow', last) }) })

  it('goes on to the next one as long as they fail', () => {
    // The store fails at 10 ms, the first that stands in at 14, the second is there at 34.
    const run = chain({})
    expect(story(run)).toEqual([[0, 35, 'degraded']])
    expect(counts(run.on('web->broken').outcomes)).toEqual({ degraded: 1 })
    expect(counts(run.on('web->slow').outcomes)).toEqual({ ok: 1 })
  })

  it('surfaces when the last of them fails', () => {
    const run = chain({ timeout: '5ms' })
    expect(story(run)).toEqual([[0, 19, 'error']])
    expect(run.on('web->db').reasons).toEqual([{ because: '504', count: 1 }])
  })

  it('may end with a value', () => {
    expect(story(chain({ timeout: '5ms', fallback: { value: [] } }))).toEqual([[0, 20, 'degraded']])
  })
})

describe('E9 the last good answer', () => {
  /** A request every second; the store fails from 1.5 s on. */
  function remembering(
    fallback: NonNullable<CallOptions<'copy'>['fallback']>,
    faults: readonly Fault<'web' | 'db'>[] = [errors('db', { code: 418 }).at('1.5s')],
  ) {
    const small = system('small', {
      users: once('web', { rate: '1/s', requests: 6 }),
      web: service({ handle: call('db', { fallback }) }),
      db: store({ time: '10ms' }),
      copy: store({ time: '3ms' }),
    })
    return simulate(small, { for: '6s', trace: true, faults: [...faults] })
  }
  const outcomes = (run: ReturnType<typeof remembering>) => story(run).map(([, , end]) => end)

  it('stands in as long as it is not too old, to the moment', () => {
    // The last good answer came at 1010 ms; the store fails at 2, 3, 4 and 5 s, at once.
    const kept = (lastGood: Duration): number => {
      const run = remembering({ lastGood })
      expect(counts(run.requests().outcomes).ok).toBe(2)
      return run.requests().outcomes.degraded
    }
    expect([kept('5s'), kept('2990ms'), kept('2989ms'), kept('1ms')]).toEqual([4, 3, 2, 0])
  })

  it('gone, the failure surfaces, with its reason', () => {
    const run = remembering({ lastGood: '1.5s' })
    expect(outcomes(run)).toEqual(['ok', 'ok', 'degraded', 'error', 'error', 'error'])
    expect(run.on('web->db').reasons).toEqual([{ because: '418', count: 3 }])
  })

  it('gone, something else may stand in', () => {
    const run = remembering({ lastGood: '1.5s', otherwise: call('copy') })
    expect(outcomes(run)).toEqual(['ok', 'ok', ...Array(4).fill('degraded')])
    expect(run.at('copy').issued).toBe(3)
    const valued = remembering({ lastGood: '1.5s', otherwise: { value: 0 } })
    expect(counts(valued.requests().outcomes)).toEqual({ ok: 2, degraded: 4 })
  })

  it('is not there before there was one', () => {
    const faults = [errors('db').at(0).for('500ms')]
    expect(outcomes(remembering({ lastGood: '1h' }, faults))[0]).toBe('error')
  })

  it('is not there any more when the process that had it has crashed', () => {
    const faults = [errors('db').at('1.5s'), crash('web', { refuse: true }).at('2.5s').for('1s')]
    expect(outcomes(remembering({ lastGood: '1h' }, faults))).toEqual([
      'ok',
      'ok',
      'degraded',
      'rejected',
      'error',
      'error',
    ])
  })

  it('belongs to one replica: each remembers its own', () => {
    const small = system('small', {
      users: once('web', { rate: '1/s', requests: 3 }),
      web: service({ replicas: 2, handle: call('db', { fallback: { lastGood: '1h' } }) }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '3s', trace: true, faults: [errors('db').at('500ms')] })
    expect(story(run).map(([, , end]) => end)).toEqual(['ok', 'error', 'degraded'])
  })
})

describe('A6 an optional dependency', () => {
  it('that fails degrades its caller, which goes on', () => {
    const run = failing({ optional: true })
    expect(story(run)).toEqual([[0, 11, 'degraded']])
    expect(counts(run.on('web->db').outcomes)).toEqual({ error: 1 })
    expect(run.at('web').causes).toEqual([])
  })

  it('that is slow holds its caller up without a time-out, and only so long with one', () => {
    const shop = (options: CallOptions) =>
      system('shop', {
        users: once('web', { rate: '100/s', requests: 100, timeout: '2s' }),
        web: service({ concurrency: 10, queue: 0, handle: [work('1ms'), call('ads', options)] }),
        ads: store({ time: '1ms' }),
      })
    const faults = [crash('ads')]
    const without = simulate(shop({ optional: true }), { for: '1s', faults })
    const withOne = simulate(shop({ optional: true, timeout: '50ms' }), { for: '1s', faults })
    // Ten threads wait for ever; the other ninety requests find none.
    expect(counts(without.requests().outcomes)).toEqual({ timeout: 10, rejected: 90 })
    expect(counts(withOne.requests().outcomes)).toEqual({ degraded: 100 })
    expect(withOne.requests().latency.mean).toBeCloseTo(51, 9)
  })
})

describe('A5 a critical dependency', () => {
  it('that fails makes its caller fail, which says whose fault it was and with which code', () => {
    const small = system('small', {
      users: once('web'),
      web: service({ handle: call('db') }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(small, { for: '1s', faults: [errors('db', { code: 418 })] })
    expect(run.at('web').causes).toEqual([{ because: 'web->db', count: 1 }])
    expect(run.at('web').reasons).toEqual([{ because: '418', count: 1 }])
    expect(run.on('users->web').reasons).toEqual([{ because: '418', count: 1 }])
  })

  it('leaves the steps behind it undone', () => {
    const run = failing({})
    expect(story(run)).toEqual([[0, 10, 'error']])
  })
})
