/** A10: workers that take several messages at once. */
import { crash, type Fault, publish, queue, type QueueSpec, simulate, system, work } from 'gameday'
import { type BatchSpec, clients, systemFrom, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { once } from '../support/story.ts'

type Kept = Pick<QueueSpec<never, never>, 'durable' | 'deliveries' | 'poison' | 'partitions'>

/** Five messages, 10 ms apart, from 0 on; a batch takes 100 ms, whatever its size. */
const jobs = (batch: BatchSpec, kept: Kept = {}, replicas = 1) =>
  system('jobs', {
    users: once(publish('jobs'), { rate: '100/s', requests: 5 }),
    jobs: queue({ latency: 0, ...kept }),
    hand: worker({ of: 'jobs', batch, replicas, handle: work('100ms') }),
  })

const play = (
  declared: ReturnType<typeof jobs>,
  faults: Fault<'jobs' | 'hand' | 'hand#0'>[] = [],
) => simulate(declared, { for: '10s', trace: true, faults })

/** When batches were delivered, until when they were with a worker, and how that ended. */
const batches = (run: ReturnType<typeof play>) =>
  run
    .facts('attempt')
    .filter(({ call }) => call === 'jobs->hand')
    .map(({ attempt }) => [attempt.at, attempt.until, attempt.outcome])
    .sort(([a], [b]) => Number(a) - Number(b))

describe('A10 a batch', () => {
  it('is what is there, if its first message waits for no others', () => {
    const run = play(jobs({ size: 10 }))
    expect(batches(run)).toEqual([
      [0, 100, 'ok'],
      [100, 200, 'ok'],
    ])
    expect(run.queue('jobs')).toMatchObject({ acknowledged: 5, deliveries: 5 })
    expect(run.at('hand').outcomes.ok).toBe(2)
    // Published at 0, and then at 10, 20, 30 and 40 ms.
    expect(run.queue('jobs').lag.mean).toBe((0 + 90 + 80 + 70 + 60) / 5)
  })

  it('waits for others, until it is full', () => {
    const run = play(jobs({ size: 5, wait: '1s' }))
    expect(batches(run)).toEqual([[40, 140, 'ok']])
    expect(run.queue('jobs').latency.mean).toBe((140 + 130 + 120 + 110 + 100) / 5)
  })

  it('or until its first has waited long enough', () => {
    expect(batches(play(jobs({ size: 10, wait: '25ms' })))).toEqual([
      [25, 125, 'ok'], // those of 0, 10 and 20 ms
      [150, 250, 'ok'], // those of 30 and 40 ms, which the worker took at 125 ms
    ])
  })

  it('is filled before another worker has one', () => {
    const run = play(jobs({ size: 2, wait: '1s' }, {}, 2))
    expect(batches(run)).toEqual([
      [10, 110, 'ok'],
      [30, 130, 'ok'],
      [1_110, 1_210, 'ok'],
    ])
  })

  it('that fails is delivered again as a whole', () => {
    const run = play(jobs({ size: 5, wait: '1s' }), [
      crash('hand', { refuse: true }).at('90ms').for('10ms'),
    ])
    expect(batches(run)).toEqual([
      [40, 90, 'error'],
      [100, 200, 'ok'],
    ])
    expect(run.queue('jobs')).toMatchObject({ acknowledged: 5, deliveries: 10 })
  })

  it('dies of one message that nobody can handle', () => {
    const poison = { poison: '15%', deliveries: 3 } as const
    const of = (size: number) => {
      const { acknowledged, deadLettered } = play(jobs({ size, wait: '1s' }, poison)).queue('jobs')
      return { acknowledged, deadLettered }
    }
    expect(of(1)).toEqual({ acknowledged: 4, deadLettered: 1 })
    expect(of(5)).toEqual({ acknowledged: 0, deadLettered: 5 })
  })

  it('that is being gathered waits again when the queue crashes, or is lost with it', () => {
    const of = (durable: boolean) => {
      const faults = [crash('jobs').at('25ms').for('100ms')]
      return play(jobs({ size: 10, wait: '500ms' }, { durable }), faults)
    }
    expect(batches(of(true))).toEqual([[625, 725, 'ok']])
    expect(of(true).queue('jobs')).toMatchObject({ published: 3, acknowledged: 3 })
    expect(of(false).queue('jobs')).toMatchObject({ published: 3, lost: 3, unfinished: 0 })
  })

  it('that is being gathered is delivered all the same when its worker is back', () => {
    const run = play(jobs({ size: 10, wait: '500ms' }), [crash('hand').at('25ms').for('100ms')])
    expect(batches(run)).toEqual([[500, 600, 'ok']])
    expect(run.queue('jobs').acknowledged).toBe(5)
  })
})

describe('A10 batches', () => {
  it('are of no partitions, and hold at least one', () => {
    const told = (batch: BatchSpec, kept?: Kept) =>
      problemsOf(() => jobs(batch, kept)).map(({ where, what, fix }) => `${where}: ${what}; ${fix}`)
    expect(told({ size: 10 }, { partitions: 4 })).toEqual([
      'hand › batch: of a partition one message at a time is with a worker; ' +
        'leave batch out, or the partitions of the queue',
    ])
    expect(told({ size: 0 })).toEqual([
      'hand › batch › size: 0 is not a whole number from 1 to 10_000; write batch: { size: 10 }',
    ])
  })

  it('are counted in what workers can do: no warning of too much work', () => {
    const busy = (batch: BatchSpec) =>
      system('busy', {
        users: clients({ rate: '50/s', call: publish('jobs') }),
        jobs: queue(),
        hand: worker({ of: 'jobs', batch, handle: work('100ms') }),
      }).warnings.length
    expect(busy({ size: 10 })).toBe(0)
    expect(busy({ size: 2 })).toBe(1)
  })

  it('come back from JSON', () => {
    const declared = jobs({ size: 3, wait: '15ms' })
    const again = systemFrom(JSON.parse(JSON.stringify(declared)))
    const digest = (system: typeof again) => simulate(system, { for: '10s' }).digest
    expect(digest(again)).toBe(digest(declared))
  })
})
