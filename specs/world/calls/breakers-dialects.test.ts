/** Breakers that behave as other libraries do, in a system: what each is known for. */
import {
  type BreakerSpec,
  call,
  clients,
  errors,
  like,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, story } from '../support/story.ts'

type Load = { readonly requests: number; readonly every: '1/s' | '10/s' }

const calling = (breaker: BreakerSpec, { requests, every }: Load) =>
  system('small', {
    users: clients({ rate: every, arrivals: 'steady', requests, call: call('db', { breaker }) }),
    db: store({ time: '10ms', concurrency: 100 }),
  })

const states = (run: ReturnType<typeof simulate>) =>
  run.facts('breaker').map(({ at, to }) => [at, to])

describe('E1 a breaker like opossum', () => {
  it('gives up on a call after its timeout, though the call says nothing of one', () => {
    const small = calling(like.opossum({ timeout: '300ms' }), { requests: 2, every: '1/s' })
    const run = simulate(small, { for: '3s', trace: true, faults: [slow('db', { by: '2s' })] })
    expect(attemptsOf(run, 'users->db')).toEqual([[0, 300, 'timeout']])
    expect(states(run)).toEqual([[300, 'open']])
  })

  it('is half-open without traffic, and remembers old failures when it has closed', () => {
    const breaker = like.opossum({ resetTimeout: '1.5s', volumeThreshold: 3 })
    const faults = [errors('db').until('2.5s'), errors('db').from('4.5s').until('5.5s')]
    const run = simulate(calling(breaker, { requests: 8, every: '1/s' }), { for: '8s', faults })
    // Failed at 0, 1, 2, rejected at 3, ok at 4; one failure at 5 makes it 4 of 6, over 50 %.
    expect(states(run)).toEqual([
      [2_000, 'open'],
      [3_500, 'half-open'],
      [4_010, 'closed'],
      [5_000, 'open'],
      [6_500, 'half-open'],
      [7_010, 'closed'],
    ])
  })
})

describe('E1 a breaker like cockatiel', () => {
  const breaker = like.cockatiel({ breaker: 1, halfOpenAfter: '950ms' })

  it('lets calls wait half-open for the probe, and then through', () => {
    const faults = [errors('db').until('50ms'), slow('db', { by: '250ms' }).from('50ms')]
    const small = calling(breaker, { requests: 13, every: '10/s' })
    const run = simulate(small, { for: '3s', trace: true, faults })
    expect(states(run)).toEqual([
      [0, 'open'],
      [1_000, 'half-open'],
      [1_260, 'closed'],
    ])
    expect(story(run).slice(9)).toEqual([
      [900, 900, 'rejected'],
      [1_000, 1_260, 'ok'],
      [1_100, 1_520, 'ok'],
      [1_200, 1_520, 'ok'],
    ])
  })

  it('rejects those who waited when the probe fails', () => {
    const small = system('small', {
      users: clients({
        rate: '10/s',
        arrivals: 'steady',
        requests: 12,
        call: call('db', { timeout: '250ms', breaker }),
      }),
      db: store({ time: '10ms', concurrency: 100 }),
    })
    const faults = [errors('db').until('50ms'), slow('db', { by: '1s' }).from('50ms')]
    const run = simulate(small, { for: '3s', trace: true, faults })
    expect(story(run).slice(10)).toEqual([
      [1_000, 1_250, 'timeout'],
      [1_100, 1_250, 'rejected'],
    ])
  })

  it('forgets who gives up waiting', () => {
    const small = system('small', {
      users: clients({
        rate: '10/s',
        arrivals: 'steady',
        requests: 12,
        call: call('db', { deadline: '200ms', breaker }),
        timeout: '1s',
      }),
      db: store({ time: '150ms', concurrency: 100 }),
    })
    const faults = [
      errors('db').until('50ms'),
      slow('db', { by: '1s' }).from('50ms').until('1.05s'),
    ]
    const run = simulate(small, { for: '3s', trace: true, faults })
    expect(story(run).slice(10)).toEqual([
      [1_000, 1_200, 'timeout'],
      [1_100, 1_200, 'rejected'],
    ])
  })
})

describe('E1 a breaker like resilience4j', () => {
  it('still rejects at exactly the end of its wait', () => {
    const breaker = like.resilience4j({
      slidingWindowSize: 1,
      waitDurationInOpenState: '2s',
      permittedNumberOfCallsInHalfOpenState: 1,
    })
    const faults = [errors('db').until('0.5s')]
    const run = simulate(calling(breaker, { requests: 4, every: '1/s' }), { for: '4s', faults })
    expect(states(run)).toEqual([
      [0, 'open'],
      [3_000, 'half-open'],
      [3_010, 'closed'],
    ])
  })
})

describe('E1 a breaker like Polly', () => {
  it('looks at its ratio only when a call fails', () => {
    const ours = { window: '30s', failureRate: '10%', minimumCalls: 2, openFor: '5s' } as const
    const polly = like.polly({ minimumThroughput: 2 })
    const faults = [errors('db').until('0.5s')]
    const opened = (breaker: BreakerSpec) =>
      states(simulate(calling(breaker, { requests: 3, every: '1/s' }), { for: '3s', faults }))
    expect(opened(ours)).toEqual([[1_010, 'open']])
    expect(opened(polly)).toEqual([])
  })
})
