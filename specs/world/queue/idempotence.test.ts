/** A10: workers that know what they have handled. */
import {
  crash,
  type Duration,
  errors,
  type Fault,
  partition,
  pause,
  publish,
  queue,
  simulate,
} from 'gameday'
import { system, systemFrom, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { attemptsOf, once } from '../support/story.ts'

type Handled = { readonly idempotent?: Duration; readonly batch?: { readonly size: number } }

/** One publishing, tried again after 500 ms; a job of 100 ms, delivered again after 1 s. */
const jobs = (options: Handled) =>
  system('jobs', {
    users: once(publish('jobs', { timeout: '500ms', retry: { attempts: 3, base: 0 } })),
    jobs: queue({ latency: 0, visibilityTimeout: '1s', redeliverAfter: '200ms' }),
    hand: worker({ of: 'jobs', replicas: 2, handle: work('100ms'), ...options }),
  })

type Where = 'users->jobs' | 'jobs->hand' | 'hand#0'

const play = (options: Handled, faults: Fault<Where>[]) =>
  simulate(jobs(options), { for: '10s', trace: true, faults })

/** Handlings that did the work, those that knew it was done, and messages that are done with. */
const told = (run: ReturnType<typeof play>) => [
  attemptsOf(run, 'jobs->hand').map(([at]) => at),
  run.at('hand').counts.duplicates ?? 0,
  run.queue('jobs').acknowledged,
]

const unheard = partition('jobs->hand', { way: 'back' }).at('50ms').for('100ms')

describe('A10 an idempotent worker', () => {
  it('does once what is delivered twice', () => {
    expect(told(play({}, [unheard]))).toEqual([[0, 1_200], 0, 1])
    const run = play({ idempotent: '10m' }, [unheard])
    expect(attemptsOf(run, 'jobs->hand')).toEqual([
      [0, 1_000, 'timeout'],
      [1_200, 1_200, 'ok'], // in no time
    ])
    expect(told(run)).toEqual([[0, 1_200], 1, 1])
  })

  it('does again what is delivered after its window', () => {
    expect(attemptsOf(play({ idempotent: '1s' }, [unheard]), 'jobs->hand')).toEqual([
      [0, 1_000, 'timeout'],
      [1_200, 1_300, 'ok'],
    ])
  })

  it('knows to the end of its window, from when it had handled it at 100 ms', () => {
    const again = (idempotent: Duration) =>
      attemptsOf(play({ idempotent }, [unheard]), 'jobs->hand')[1]
    expect(again('1100ms')).toEqual([1_200, 1_200, 'ok'])
    expect(again('1099ms')).toEqual([1_200, 1_300, 'ok'])
  })

  it('does once what a retry has published twice', () => {
    const stored = partition('users->jobs', { way: 'back' }).at(0).for('100ms')
    const run = play({ idempotent: '10m' }, [stored])
    expect(run.queue('jobs')).toMatchObject({ published: 2, acknowledged: 2, deliveries: 2 })
    expect(run.at('hand').counts.duplicates).toBe(1)
    expect(run.at('hand').outcomes.ok).toBe(2)
  })

  it('does again what has failed, or was cut off by a crash', () => {
    const failing = errors('hand#0').at(0).for('50ms')
    expect(told(play({ idempotent: '10m' }, [failing]))[1]).toBe(0)
    const run = play({ idempotent: '10m' }, [crash('hand#0').at('50ms')])
    expect(attemptsOf(run, 'jobs->hand')).toEqual([
      [0, 1_000, 'timeout'],
      [1_200, 1_300, 'ok'],
    ])
  })

  it('does not begin while another is at it, and may yet fail', () => {
    const paused = pause('hand#0').at('50ms').for('1250ms')
    const run = play({ idempotent: '10m' }, [paused])
    expect(attemptsOf(run, 'jobs->hand')).toEqual([
      [0, 1_000, 'timeout'],
      [1_200, 1_200, 'error'], // the first goes on until 1350 ms
      [1_400, 1_400, 'ok'],
    ])
    expect(run.at('hand').counts.duplicates).toBe(1)
  })

  it('leaves what another is at for another visibility time-out, however many deliveries', () => {
    for (const deliveries of [3, 'unbounded'] as const) {
      const slow = system('slow', {
        users: once(publish('jobs')),
        jobs: queue({ latency: 0, visibilityTimeout: '500ms', deliveries }),
        hand: worker({ of: 'jobs', replicas: 2, idempotent: '10m', handle: work('800ms') }),
      })
      const run = simulate(slow, { for: '10s', trace: true })
      expect(attemptsOf(run, 'jobs->hand')).toEqual([
        [0, 500, 'timeout'],
        [500, 500, 'error'], // the first goes on until 800 ms
        [1_000, 1_000, 'ok'],
      ])
      expect(run.queue('jobs')).toMatchObject({ acknowledged: 1, deadLettered: 0 })
    }
  })

  it('is not of batches, and comes back from JSON', () => {
    const wrong = problemsOf(() => jobs({ idempotent: '10m', batch: { size: 10 } }))
    expect(wrong.map(({ where, fix }) => `${where}: ${fix}`)).toEqual([
      'hand › idempotent: leave idempotent out, or batch',
    ])
    const again = systemFrom(JSON.parse(JSON.stringify(jobs({ idempotent: '10m' }))))
    const options = { for: '10s', faults: [unheard] } as const
    expect(simulate(again, options).digest).toBe(
      simulate(jobs({ idempotent: '10m' }), options).digest,
    )
  })
})
