/** A10: a worker asks for more time while it is at a message; one that stands still does not. */
import {
  crash,
  type Fault,
  partition,
  pause,
  publish,
  queue,
  simulate,
  system,
  work,
} from 'gameday'
import { systemFrom, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { attemptsOf, once } from '../support/story.ts'

type Renewed = { readonly renewEvery?: `${number}ms`; readonly replicas?: number }

/** One job of 2.5 s, for messages that are delivered again after 1 s. */
const slow = (options: Renewed) =>
  system('slow', {
    users: once(publish('jobs')),
    jobs: queue({ latency: 0, visibilityTimeout: '1s' }),
    hand: worker({ of: 'jobs', handle: work('2500ms'), replicas: 2, ...options }),
  })

const play = (options: Renewed, faults: Fault<'hand#0' | 'jobs->hand'>[] = []) =>
  simulate(slow(options), { for: '20s', trace: true, faults })

const deliveries = (run: ReturnType<typeof play>) => attemptsOf(run, 'jobs->hand')

/** How many messages were done, and how often. */
const done = (run: ReturnType<typeof play>) => [
  run.queue('jobs').acknowledged,
  run.at('hand').outcomes.ok,
]

describe('A10 a job that takes longer than its message stays hidden', () => {
  it('is done again and again, without renewal', () => {
    const run = play({})
    expect(deliveries(run)).toEqual([
      [0, 1_000, 'timeout'],
      [1_000, 2_000, 'timeout'],
      [2_500, 3_500, 'timeout'],
      [3_500, 4_500, 'timeout'],
      [5_000, 6_000, 'timeout'],
    ])
    expect(done(run)).toEqual([0, 5])
    expect(slow({}).warnings.map(({ what, fix }) => `${what}; ${fix}`)).toEqual([
      'a job takes 2.5s on average, but visibilityTimeout is 1s: its message is delivered again ' +
        "while it is done; write visibilityTimeout: '8s', or let the worker renew it: renewEvery",
    ])
  })

  it('is done once, with renewal', () => {
    const run = play({ renewEvery: '400ms' })
    expect(deliveries(run)).toEqual([[0, 2_500, 'ok']])
    expect(done(run)).toEqual([1, 1])
    expect(slow({ renewEvery: '400ms' }).warnings).toEqual([])
  })

  it('is done twice, if its worker is paused for longer than that', () => {
    const faults = [pause('hand#0').at('1s').for('2s')]
    const run = play({ renewEvery: '400ms' }, faults)
    // Last renewed at 800 ms; the paused one goes on for nobody from 3 s to 4.5 s.
    expect(deliveries(run)).toEqual([
      [0, 1_800, 'timeout'],
      [1_800, 4_300, 'ok'],
    ])
    expect(done(run)).toEqual([1, 2])
    expect(run.at('hand').wasted.count).toBe(1)
  })

  it('is done once, if the pause is shorter: it asks again in time', () => {
    const faults = [pause('hand#0').at('1s').for('500ms')]
    const run = play({ renewEvery: '400ms' }, faults)
    expect(deliveries(run)).toEqual([[0, 3_000, 'ok']])
  })

  it('goes to another worker soon, if its own has crashed', () => {
    const run = play({ renewEvery: '400ms' }, [crash('hand#0').at('1s')])
    expect(deliveries(run)).toEqual([
      [0, 1_800, 'timeout'],
      [1_800, 4_300, 'ok'],
    ])
  })

  it('is done twice, if its worker is not heard', () => {
    const run = play({ renewEvery: '400ms' }, [partition('jobs->hand').at('1s').for('1s')])
    // No other is heard until 2 s; then it is asked for as the first is free, for nobody, at 2.5 s.
    expect(deliveries(run)).toEqual([
      [0, 1_800, 'timeout'],
      [2_500, 5_000, 'ok'],
    ])
    expect(done(run)).toEqual([1, 2])
  })
})

describe('A10 renewal', () => {
  it('comes before the time is up', () => {
    const told = problemsOf(() => slow({ renewEvery: '1000ms' }))
    expect(told.map(({ where, what, fix }) => `${where}: ${what}; ${fix}`)).toEqual([
      'hand › renewEvery: it asks for more time every 1s, but its messages are delivered again ' +
        "after 1s; write renewEvery: '500ms'",
    ])
  })

  it('comes back from JSON', () => {
    const declared = slow({ renewEvery: '400ms' })
    const again = systemFrom(JSON.parse(JSON.stringify(declared)))
    const digest = (system: typeof again) => simulate(system, { for: '10s' }).digest
    expect(digest(again)).toBe(digest(declared))
  })
})
