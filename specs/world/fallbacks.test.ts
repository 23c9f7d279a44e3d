/** What stands in for a failed call, and what a failure does to its caller. */
import { call, crash, errors, parallel, service, simulate, store, system, work } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from './support/story.ts'

/** One request over a service to a store that fails after 10 ms; a replica of it takes 3 ms. */
function failing(options: CallOptions<'copy' | 'broken'>) {
  const small = system('small', {
    users: once('web'),
    web: service({ handle: [call('db', options), work('1ms')] }),
    db: store({ time: '10ms', errorRate: 1 }),
    copy: store({ time: '3ms' }),
    broken: store({ time: '4ms', errorRate: 1 }),
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
