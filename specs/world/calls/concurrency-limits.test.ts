/** E7: limits that adapt, before the calls of a caller and at the entrance of a callee. */
import * as fc from 'fast-check'
import {
  call,
  clients,
  crash,
  exponential,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import type { ConcurrencyLimitSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../support/story.ts'

const traced = { for: '1s', trace: true } as const
const fixed = (n: number) => ({ algorithm: 'aimd', initial: n, min: n, max: n }) as const

/** Requests at equal distances through a service to a store that takes 10 ms. */
const calling = (limit: ConcurrencyLimitSpec, requests = 4, replicas = 1) =>
  system('calling', {
    users: once('web', { rate: '1000/s', requests }),
    web: service({ replicas, handle: [call('db', { limit })] }),
    db: store({ time: '10ms' }),
  })

describe('E7 a limit before calls', () => {
  it('turns away whoever comes when so many are under way, before anything is sent', () => {
    const run = simulate(calling(fixed(2)), traced)
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 10, 'ok'],
      [1, 11, 'ok'],
    ])
    expect(story(run).slice(2)).toEqual([
      [2, 2, 'error'],
      [3, 3, 'error'],
    ])
    expect(run.on('web->db').reasons).toEqual([{ because: 'concurrency limit reached', count: 2 }])
  })

  it('grows by one with each answer while it is in use, by AIMD', () => {
    const run = simulate(calling({ algorithm: 'aimd', initial: 2, min: 1 }, 60), traced)
    const sent = attemptsOf(run, 'web->db').map(([at]) => at)
    const letIn = (from: number): number => sent.filter(at => at >= from && at < from + 10).length
    // Each answer lets one more in, but for those that began with less than half of the limit.
    expect([0, 10, 20, 30, 40].map(letIn)).toEqual([2, 4, 7, 10, 10])
  })

  it('is one for each replica of the caller', () => {
    const run = simulate(calling(fixed(1), 4, 2), traced)
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 1])
  })

  it('counts a call with all its retries as one, and a fallback as none', () => {
    const failing = system('failing', {
      users: once('web', { rate: '100/s', requests: 3 }),
      web: service({
        handle: [
          call('db', {
            limit: fixed(1),
            timeout: '5ms',
            retry: { attempts: 2, base: '2ms' },
            fallback: [work('50ms')],
          }),
        ],
      }),
      db: store({ time: '100ms' }),
    })
    // Each is under way for 5 + 2 + 5 ms, so the second finds the first, and the third nobody.
    expect(attemptsOf(simulate(failing, traced), 'web->db').map(([at]) => at)).toEqual([
      0, 7, 20, 27,
    ])
  })

  it('says nothing to the breaker, whose own rejections say nothing to the limit', () => {
    const limit = { ...fixed(1), max: 40 }
    const guarded = system('guarded', {
      users: once('web', { rate: '1000/s', requests: 30 }),
      web: service({
        handle: [call('db', { limit, breaker: { consecutive: 3, openFor: '1m' } })],
      }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(guarded, traced)
    expect(run.on('web->db').breaker).toEqual([])
  })
})

describe('E7 a limit at the entrance of a component', () => {
  it('turns away whoever finds so many inside, waiting or working', () => {
    const small = system('small', {
      users: once('db', { rate: '1000/s', requests: 4 }),
      db: store({ concurrency: 1, time: '10ms', limit: fixed(2) }),
    })
    const run = simulate(small, traced)
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'],
      [2, 2, 'rejected'],
      [3, 3, 'rejected'],
    ])
    expect(run.at('db').reasons).toEqual([{ because: 'concurrency limit reached', count: 2 }])
  })

  it('starts without experience after a crash', () => {
    const limit = { algorithm: 'aimd', initial: 1, min: 1, max: 50 } as const
    const small = system('small', {
      users: once('db', { rate: '1000/s', requests: 60 }),
      db: store({ time: '10ms', limit }),
    })
    const faults = [crash('db').at('40ms').for('5ms')]
    const letIn = story(simulate(small, { ...traced, faults }))
      .filter(([, , how]) => how === 'ok')
      .map(([at]) => at)
    expect(letIn.filter(at => at >= 20 && at < 30)).toHaveLength(4)
    expect(letIn.filter(at => at >= 45 && at < 55)).toEqual([45])
  })
})

/** 600 requests a second for a store that does 400, from a caller that is not short of slots. */
const overloaded = (place: 'caller' | 'callee', limit: ConcurrencyLimitSpec | undefined) =>
  simulate(
    system('overloaded', {
      users: clients({ rate: '600/s', call: 'web', timeout: '10s' }),
      web: service({
        concurrency: 5_000,
        handle: [call('db', place === 'caller' ? { limit } : {})],
      }),
      db: store({
        concurrency: 4,
        queue: 4_000,
        time: exponential('10ms'),
        limit: place === 'callee' ? limit : undefined,
      }),
    }),
    { for: '60s', seed: 7 },
  )

const settled = { between: ['20s', '60s'] } as const

describe('E7 under half as much load again as a store can take', () => {
  it('a plain queue fills, and everybody waits for ten seconds', () => {
    expect(overloaded('callee', undefined).at('db', settled).waiting.p50).toBeGreaterThan(5_000)
  })

  it.each([
    ['caller', { algorithm: 'aimd', min: 1, timeout: '50ms' }, 60],
    ['callee', { algorithm: 'aimd', min: 1, timeout: '50ms' }, 60],
    ['caller', { algorithm: 'vegas' }, 60],
    ['callee', { algorithm: 'vegas' }, 60],
    ['caller', { algorithm: 'envoy', minRttEvery: '10s' }, 60],
    ['callee', { algorithm: 'envoy', minRttEvery: '10s' }, 60],
  ] as const)('at the %s, %j keeps waits short and the store busy', (place, limit, mostMs) => {
    const { waiting, outcomes, utilisation } = overloaded(place, limit).at('db', settled)
    expect(waiting.p90).toBeLessThan(mostMs)
    expect(utilisation).toBeGreaterThan(0.85)
    expect(outcomes.ok / 40).toBeGreaterThan(0.85 * 400)
  })

  it('Gradient2 takes what lasts for normal: waits are those of its upper bound', () => {
    const run = overloaded('callee', { algorithm: 'gradient2', min: 4, max: 40 })
    // Of 40 inside, 36 wait, and 400 leave each second.
    expect(run.at('db', settled).waiting.p50).toBeGreaterThan(0.9 * 90)
    expect(run.at('db', settled).waiting.p50).toBeLessThan(1.1 * 90)
  })
})

const anyLimit: fc.Arbitrary<ConcurrencyLimitSpec> = fc.constantFrom(
  { algorithm: 'aimd', initial: 3, min: 1, max: 20, timeout: '20ms' },
  { algorithm: 'vegas', initial: 5, max: 30, smoothing: '50%' },
  { algorithm: 'gradient2', initial: 5, min: 1, max: 30 },
  { algorithm: 'envoy', min: 2, max: 30, updateEvery: '20ms', minRttEvery: '100ms' },
)

describe('E7 limits everywhere', () => {
  it('lose nothing by crashes, slowness and cancellation, in 100 systems', () => {
    let turnedAway = 0
    fc.assert(
      fc.property(anyLimit, anyLimit, fc.boolean(), fc.nat(), (outer, inner, cancel, seed) => {
        const shop = system('shop', {
          users: clients({ rate: '900/s', call: call('web', { limit: outer }), timeout: '60ms' }),
          web: service({
            concurrency: 6,
            queue: 10,
            limit: inner,
            handle: [work('2ms'), call('db', { timeout: '15ms', cancel, limit: outer })],
          }),
          db: store({ concurrency: 2, queue: 40, time: '3ms', limit: inner }),
        })
        const faults = [
          slow('db', { by: '10ms' }).at('100ms').for('100ms'),
          crash('web').at('250ms').for('30ms'),
          crash('db', { refuse: true }).at('350ms').for('30ms'),
        ]
        const run = simulate(shop, { for: '500ms', faults, seed })
        expect(run.requests().unfinished).toBe(0)
        expect(simulate(shop, { for: '500ms', faults, seed }).digest).toBe(run.digest)
        turnedAway += run.at('db').outcomes.rejected + run.on('web->db').outcomes.rejected
      }),
      { seed: 20_261_209, numRuns: 100 },
    )
    expect(turnedAway).toBeGreaterThan(1_000)
  })

  it('contradict no size: a limit that is never reached is told', () => {
    const limit = { algorithm: 'aimd' } as const
    const tiny = () =>
      system('tiny', {
        users: once('db'),
        db: store({ concurrency: 4, queue: 10, time: '1ms', limit }),
      })
    expect(tiny).toThrow(
      'the limit never falls below 20, but slots and queue hold no more than 4 + 10 requests',
    )
  })
})
