/** Branches at the same time, of which so many are enough. */
import {
  call,
  parallel,
  publish,
  queue,
  quorum,
  service,
  type Steps,
  simulate,
  store,
  system,
  systemFrom,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../../kernel/support/mistakes.ts'
import { around, told } from '../../declare/support/told.ts'
import { counts, once, story } from '../support/story.ts'

const stores = {
  fast: store({ time: '2ms' }),
  slow: store({ time: '10ms' }),
  broken: store({ time: '4ms', errorRate: 1 }),
  alsoBroken: store({ time: '6ms', errorRate: 1 }),
} as const

type Callee = keyof typeof stores

const small = (handle: Steps<Callee>) =>
  system('small', { users: once('web'), web: service({ handle }), ...stores })

const oneRequest = (handle: Steps<Callee>) => simulate(small(handle), { for: '1s', trace: true })

const [fast, slow, broken] = [call('fast'), call('slow'), call('broken')]

describe('a quorum', () => {
  it('goes on when so many branches are done', () => {
    expect(story(oneRequest([quorum(1, fast, slow), work('1ms')]))).toEqual([[0, 3, 'ok']])
    expect(story(oneRequest([quorum(2, fast, slow, work('7ms'))]))).toEqual([[0, 7, 'ok']])
    expect(story(oneRequest([quorum(3, fast, slow, work('7ms'))]))).toEqual([[0, 10, 'ok']])
  })

  it('does without those that fail, as long as enough are left', () => {
    const run = oneRequest(quorum(2, fast, slow, broken))
    expect(story(run)).toEqual([[0, 10, 'ok']])
    expect(counts(run.on('web->broken').outcomes)).toEqual({ error: 1 })
  })

  it('fails as soon as too few are left, and stops the rest', () => {
    const run = oneRequest(quorum(2, slow, broken, call('alsoBroken')))
    expect(story(run)).toEqual([[0, 6, 'error']])
    expect(counts(run.on('web->slow').outcomes)).toEqual({ cancelled: 1 })
  })

  it('waits no longer for what it does without', () => {
    const run = oneRequest([quorum(1, fast, [slow, fast]), work('20ms')])
    expect(story(run)).toEqual([[0, 22, 'ok']])
    expect(counts(run.on('web->slow').outcomes)).toEqual({ cancelled: 1 })
    expect(run.on('web->fast').issued).toBe(1)
  })

  it('counts a call that falls back, or that is optional, as done', () => {
    const optional = call('broken', { optional: true })
    const run = oneRequest(quorum(2, optional, call('broken', { fallback: fast }), slow))
    expect(story(run)).toEqual([[0, 6, 'degraded']])
  })

  it('begins no further branch once enough are done at once', () => {
    const run = oneRequest([quorum(1, [], slow), work('1ms')])
    expect(story(run)).toEqual([[0, 1, 'ok']])
    expect(run.on('web->slow').issued).toBe(0)
  })

  it('of quorums, and of branches in parallel, waits for enough of each', () => {
    const inner = quorum(1, broken, slow)
    expect(story(oneRequest(quorum(2, inner, parallel(fast, work('5ms')), broken)))).toEqual([
      [0, 10, 'ok'],
    ])
    const both = quorum(1, parallel(slow, broken), [work('20ms'), fast])
    expect(story(oneRequest(both))).toEqual([[0, 22, 'ok']])
  })

  it('may be asked several times by one request', () => {
    const asks = quorum(1, fast, broken)
    expect(story(oneRequest([asks, asks, quorum(2, fast, broken, slow)]))).toEqual([[0, 14, 'ok']])
  })

  it('takes messages of queues as done when the queue has them', () => {
    const queued = system('queued', {
      users: once('web'),
      web: service({ handle: quorum(1, publish('jobs'), slow) }),
      jobs: queue(),
      worker: worker({ of: 'jobs', handle: [] }),
      ...stores,
    })
    expect(story(simulate(queued, { for: '1s', trace: true }))).toEqual([[0, 1, 'ok']])
  })

  it('names as cause only the call without which it could not be met', () => {
    const causes = (handle: Steps<Callee>) => oneRequest(handle).at('web').causes
    expect(causes(quorum(2, fast, slow, broken))).toEqual([])
    expect(causes(quorum(2, slow, broken, call('alsoBroken')))).toEqual([
      { because: 'web->alsoBroken', count: 1 },
    ])
  })

  it('is the same system when it comes from JSON', () => {
    const shop = small(quorum(2, fast, slow, broken))
    const again = systemFrom(JSON.parse(JSON.stringify(shop)))
    expect(simulate(again, { for: '1s' }).digest).toBe(simulate(shop, { for: '1s' }).digest)
    expect(JSON.stringify(shop)).toContain('"step":"quorum","needed":2')
  })
})

describe('a quorum that cannot be', () => {
  const toldOf = (handle: unknown) => told(around(service({ handle: anything(handle) })))[0]

  it('of more than there are is refused', () => {
    expect(toldOf(quorum(3, call('db'), call('db')))).toBe(
      'web › handle: 3 of 2 can never be done; write at least as many branches as are needed, ' +
        "as in quorum(2, call('a'), call('b'))",
    )
  })

  it.each([0, -1, 1.5, NaN, '2'])('of %s is refused', needed => {
    expect(toldOf(quorum(anything(needed), call('db')))).toContain('web › handle › needed')
  })
})
