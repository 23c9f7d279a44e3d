/** A10: messages that go before others, and messages that are kept back for a time. */
import { crash, type Fault, publish, queue, type QueueSpec, service, simulate } from 'gameday'
import { system, systemFrom, type TimeSpec, uniform, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { attemptsOf, once } from '../support/story.ts'

type Options = { readonly priority?: number; readonly delay?: TimeSpec }
type Kept = Pick<
  QueueSpec<never, never>,
  'order' | 'partitions' | 'capacity' | 'whenFull' | 'durable'
>
type Hop = ReturnType<typeof play>['recording']['journeys'][number]

/** Bulk publishes at 0, 10 and 20 ms, others at 5 and 15 ms; a job takes 100 ms. */
const jobs = (bulk: Options, others: Options, options: Kept = {}) =>
  system('jobs', {
    bulk: once(publish('jobs', bulk), { rate: '100/s', requests: 3 }),
    others: once('web', { rate: '100/s', requests: 2 }),
    web: service({ handle: [work('5ms'), publish('jobs', others)] }),
    jobs: queue({ latency: 0, ...options }),
    hand: worker({ of: 'jobs', handle: work('100ms') }),
  })

const play = (declared: ReturnType<typeof jobs>, faults: Fault<'jobs' | 'hand'>[] = []) =>
  simulate(declared, { for: '10s', trace: true, faults })

/** When a message was delivered, and whose it was: published when, by whom. */
const delivered = ({ recording }: ReturnType<typeof play>): string[] =>
  recording.journeys
    .flatMap(journey => deliveriesIn(journey).map(at => [at, journey] as const))
    .sort(([a], [b]) => a - b)
    .map(([at, { call, at: issuedAt }]) => `${at}: ${call.split('->')[0]} of ${issuedAt}`)

const deliveriesIn = ({ call, attempts }: Hop): number[] => [
  ...(call === 'jobs->hand' ? attempts.map(({ at }) => at) : []),
  ...attempts.flatMap(attempt => attempt.calls.flatMap(deliveriesIn)),
]

/** What is wrong with it, where, and what to write. */
const told = (...declared: Parameters<typeof jobs>): string[] =>
  problemsOf(() => jobs(...declared)).map(({ where, what, fix }) => `${where}: ${what}; ${fix}`)

describe('A10 messages with a priority', () => {
  it('go before the less important, and among equals in the order they came', () => {
    const run = play(jobs({ priority: 9 }, { priority: 1 }, { order: 'priority' }))
    expect(delivered(run)).toEqual([
      '0: bulk of 0',
      '100: others of 0',
      '200: others of 10',
      '300: bulk of 10',
      '400: bulk of 20',
    ])
    expect(run.queue('jobs').lag.mean).toBe((95 + 185 + 290 + 380) / 5)
  })

  it('have that of their request if they do not say, 5', () => {
    expect(delivered(play(jobs({ priority: 6 }, {}, { order: 'priority' })))[1]).toBe(
      '100: others of 0',
    )
    expect(delivered(play(jobs({ priority: 5 }, {}, { order: 'priority' })))).toEqual(
      delivered(play(jobs({}, {}))),
    )
  })

  it('go behind their equals when they are delivered again', () => {
    const faults = [crash('hand', { refuse: true }).at('50ms').for('30ms')]
    const run = play(jobs({ priority: 9 }, { priority: 1 }, { order: 'priority' }), faults)
    expect(delivered(run)).toEqual([
      '0: bulk of 0',
      '80: others of 0',
      '180: others of 10',
      '280: bulk of 10',
      '380: bulk of 20',
      '480: bulk of 0',
    ])
  })

  it('need a queue that heeds it, and one without partitions', () => {
    expect(told({ priority: 1 }, {})).toEqual([
      'bulk: "jobs" gets messages with a priority, but hands out the oldest first; ' +
        "give it order: 'priority', or leave priority out of publish('jobs')",
    ])
    expect(told({}, {}, { order: 'priority', partitions: 4 })).toEqual([
      'jobs › order: a partition hands out its messages in the order in which they came; ' +
        "leave order: 'priority' out, or partitions",
    ])
    expect(told({ priority: 10 }, {}, { order: 'priority' })).toEqual([
      'bulk › call › priority: 10 is not a whole number from 0 to 9; write priority: 0',
    ])
  })
})

describe('A10 messages with a delay', () => {
  it('are delivered when it is over; their lag counts from then on', () => {
    const run = play(jobs({ delay: '1s' }, {}))
    expect(delivered(run)).toEqual([
      '5: others of 0',
      '105: others of 10',
      '1000: bulk of 0',
      '1100: bulk of 10',
      '1200: bulk of 20',
    ])
    const { lag, latency } = run.queue('jobs')
    expect(lag.mean).toBe((0 + 90 + 0 + 90 + 180) / 5) // the last is due at 1020 ms
    expect(latency.mean).toBe((100 + 190 + 1_100 + 1_190 + 1_280) / 5)
    // One that waits stands in the queue: three until 1000 ms, and others.
    expect(run.queue('jobs').depth.peak).toBe(4)
  })

  it('take places of the queue, and those that wait for room have their own', () => {
    const run = play(jobs({ delay: '1s' }, {}, { capacity: 2, whenFull: 'wait' }))
    expect(delivered(run)).toEqual([
      '5: others of 0',
      '1000: bulk of 0',
      '1100: others of 10', // waited for room until then
      '1200: bulk of 10', // had room at 105 ms, and is due at 1105
      '2200: bulk of 20', // had room at 1200 ms
    ])
  })

  it('have one each of a law', () => {
    const run = play(jobs({ delay: uniform('1s', '2s') }, {}))
    const at = attemptsOf(run, 'jobs->hand').map(([moment]) => moment)
    expect(at.filter(moment => moment >= 1_000 && moment < 2_300)).toHaveLength(3)
  })

  it('are lost with a queue that keeps them in memory, and outlast a crash of another', () => {
    const faults = [crash('jobs').at('500ms').for('100ms')]
    const of = (durable: boolean) =>
      play(jobs({ delay: '1s' }, {}, { durable }), faults).queue('jobs')
    expect(of(false)).toMatchObject({ published: 5, acknowledged: 2, lost: 3 })
    expect(of(true)).toMatchObject({ published: 5, acknowledged: 5 })
  })

  it('go into no partition, whose order they would break', () => {
    expect(told({ delay: '1s' }, {}, { partitions: 4 })).toEqual([
      'bulk: "jobs" gets messages with a delay, but its partitions keep the order they came in; ' +
        `leave delay out of publish('jobs'), or partitions out of "jobs"`,
    ])
  })
})

it('both come back from JSON', () => {
  const declared = jobs({ priority: 9, delay: '1s' }, { priority: 1 }, { order: 'priority' })
  const again = systemFrom(JSON.parse(JSON.stringify(declared)))
  const digest = (system: typeof again) => simulate(system, { for: '10s' }).digest
  expect(digest(again)).toBe(digest(declared))
})
