/** A10: ordered partitions, and the group of workers that divide them among themselves. */
import {
  crash,
  type Duration,
  errors,
  type Fault,
  publish,
  queue,
  restart,
  type QueueSpec,
  simulate,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once } from '../support/story.ts'

type Load = Parameters<typeof once>[1] & { readonly work?: Duration }

/** Messages a millisecond apart for two readers, which take 10 ms for each. */
const log = (
  partitions: QueueSpec<never, never>['partitions'],
  more: object = {},
  { work: worked = '10ms', ...load }: Load = {},
) =>
  system('log', {
    users: once(publish('log'), { rate: '1000/s', requests: 4, ...load }),
    log: queue({ latency: 0, partitions, ...more }),
    reader: worker({ of: 'log', replicas: 2, handle: work(worked) }),
  })

const play = (declared: ReturnType<typeof log>, faults: Fault<'reader' | 'reader#1'>[] = []) =>
  simulate(declared, { for: '2s', resolution: '10ms', trace: true, faults })

const begins = (declared: ReturnType<typeof log>) =>
  attemptsOf(play(declared), 'log->reader').map(([at]) => at)

describe('a partition', () => {
  it('has one message at a time with a worker, in order', () => {
    expect(begins(log(1))).toEqual([0, 10, 20, 30])
    expect(begins(log(2))).toEqual([0, 1, 10, 11])
  })

  it('is taken by one replica: two share four, and those beyond the number are idle', () => {
    expect(begins(log(4))).toEqual([0, 1, 10, 11])
    expect(play(log(4)).queue('log').partitions).toEqual(
      Array.from({ length: 4 }, () => ({ published: 1, lag: 0 })),
    )
  })

  it('has its turn among those of one reader, however many wait in another', () => {
    const alone = system('log', {
      users: once(publish('log'), { rate: '1000/s', requests: 4 }),
      log: queue({ latency: 0, partitions: 2 }),
      reader: worker({ of: 'log', handle: work('10ms') }),
    })
    // The second ends at 20 ms, after 19: the third is of the partition that has had its turn.
    const { latency } = simulate(alone, { for: '1s' }).queue('log')
    expect(latency.p50).toBeCloseTo(19, 0)
  })

  it('is blocked by a message that fails, until it is handled or given up', () => {
    const failing = errors('reader').for('15ms')
    const patient = log(1, { deliveries: 'unbounded', redeliverAfter: '5ms' }, { requests: 3 })
    expect(attemptsOf(play(patient, [failing]), 'log->reader')).toEqual([
      [0, 0, 'error'],
      [5, 5, 'error'],
      [10, 10, 'error'],
      [15, 25, 'ok'], // the first, at last
      [25, 35, 'ok'],
      [35, 45, 'ok'],
    ])
    const hasty = log(1, { deliveries: 3, redeliverAfter: '5ms' }, { requests: 3 })
    expect(attemptsOf(play(hasty, [failing]), 'log->reader').map(([at]) => at)).toEqual([
      0, 5, 10, 10, 15, 25,
    ])
  })
})

describe('a group of workers', () => {
  const group = log(
    { count: 2, sessionTimeout: '200ms', rebalance: '50ms' },
    {},
    { requests: 60, rate: '100/s' },
  )
  const lost = crash('reader#1', { refuse: true }).at('95ms').for('500ms')
  const run = play(group, [lost])
  const lagAt = (at: number) =>
    run.queue('log', { between: [0, at] }).partitions?.map(({ lag }) => lag)

  it('leaves a partition alone until its worker has not been heard of for the session', () => {
    expect(lagAt(90)).toEqual([0, 1])
    expect(lagAt(290)).toEqual([0, 10])
  })

  it('takes nothing at all while it divides the partitions anew', () => {
    const begun = attemptsOf(run, 'log->reader').map(([at]) => at)
    expect(begun.filter(at => at > 280 && at < 360)).toEqual([290, 345, 355])
    // It came back at 595, and that is settled at 645.
    expect(begun.filter(at => at > 595 && at < 645)).toEqual([])
    expect(run.queue('log').rebalances).toBe(2)
  })

  it('handles all there is in the end', () => {
    expect(run.queue('log')).toMatchObject({ published: 60, acknowledged: 60 })
    expect(lagAt(1_500)).toEqual([0, 0])
  })
})

describe('a worker that crashes silently with a message of a partition', () => {
  const terms = { count: 2, sessionTimeout: '200ms', rebalance: '50ms' } as const
  const never = { visibilityTimeout: '1h' } as const
  const group = (requests: number, more: Load = {}) =>
    log(terms, never, { requests, rate: '100/s', ...more })
  const lost = crash('reader#1').at('25ms')

  it('has it read again, first of all, by whoever has the partition after the session', () => {
    // It is at the third message, is not heard of until 225, and all is settled at 275.
    expect(attemptsOf(play(group(5), [lost]), 'log->reader')).toEqual([
      [0, 10, 'ok'],
      [10, 20, 'ok'],
      [20, 275, 'timeout'],
      [30, 40, 'ok'],
      [275, 285, 'ok'],
      [285, 295, 'ok'],
    ])
  })

  it('has it read again when it comes back before', () => {
    // Back at 65: what it was at before is nothing to it, and all is settled at 115.
    expect(attemptsOf(play(group(4), [lost.for('40ms')]), 'log->reader')).toEqual([
      [0, 10, 'ok'],
      [10, 20, 'ok'],
      [20, 115, 'timeout'],
      [30, 40, 'ok'],
      [115, 125, 'ok'],
    ])
  })

  it('leaves what others are at alone', () => {
    expect(attemptsOf(play(group(2, { work: '400ms' }), [lost]), 'log->reader')).toEqual([
      [0, 275, 'timeout'],
      [10, 410, 'ok'],
      [410, 810, 'ok'], // by the same reader, which takes one at a time
    ])
  })

  it('is not waited for when it was stopped: it has said so', () => {
    const deployed = play(group(10), [restart('reader', { atOnce: 1 }).at('25ms').for('1s')])
    // The first stops and starts at once, the second with its message done at 30: settled at 80.
    const begun = attemptsOf(deployed, 'log->reader').map(([at]) => at)
    expect(begun).toEqual([0, 10, 20, 80, 80, 90, 90, 100, 100, 110])
  })

  it('is left out a session after its last crash, not its first', () => {
    const twice = [lost.for('40ms'), crash('reader#1').at('150ms')]
    const rebalances = (to: number) =>
      play(group(30), twice).queue('log', { between: [0, to] }).rebalances
    expect([rebalances(340), rebalances(360)]).toEqual([1, 2])
  })
})

describe('a wrong declaration of partitions', () => {
  it('is told with what to write', () => {
    const told = (more: object) => () => log(undefined, more)
    expect(told({ partitions: 0 })).toThrow('partitions: 8')
    expect(told({ partitions: { count: 4, rebalanse: '1s' } })).toThrow('did you mean "rebalance"')
    expect(told({ poison: 2 })).toThrow('poison')
    expect(told({ whenFull: 'block' })).toThrow('whenFull')
    expect(told({ deliveries: 0 })).toThrow('deliveries: 5')
  })
})
