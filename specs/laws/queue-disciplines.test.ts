/** E5: the order of a queue and who is turned out of it, against what queueing theory says. */
import { clients, exponential, simulate, store, system } from 'gameday'
import type { SheddingSpec, TimeSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { average, mismatch } from './support/agreement.ts'
import * as theory from './support/queues.ts'
import { Replications } from './support/replications.ts'

const mm1 = { lambda: 0.06, mu: 0.1, servers: 1 }
const settled = { between: ['20s', '220s'] } as const

const desk = (shedding: SheddingSpec, time: TimeSpec = exponential('10ms')) =>
  new Replications(seed =>
    simulate(
      system('desk', {
        people: clients({ rate: '40/s', call: 'clerk' }),
        staff: clients({ rate: '20/s', call: 'clerk', priority: 1 }),
        clerk: store({ concurrency: 1, time, shedding }),
      }),
      { for: '221s', seed, resolution: '1s' },
    ),
  )

const desks = {
  fifo: desk({ order: 'fifo' }),
  lifo: desk({ order: 'lifo' }),
  priority: desk({ order: 'priority' }),
}

describe.each(['fifo', 'lifo', 'priority'] as const)('in M/M/1 at 60 % load, %s', order => {
  const runs = desks[order]

  it('requests wait 15 ms on average, since the order knows nothing of how long they take', () => {
    const waits = runs.each(run => run.at('clerk', settled).waiting.mean)
    expect(mismatch(waits, theory.meanWait(mm1))).toBeNull()
  })

  it('as many wait as in any order', () => {
    const lengths = runs.each(run => run.at('clerk', settled).queue.mean)
    expect(mismatch(lengths, theory.meanQueue(mm1))).toBeNull()
  })
})

/**
 * The mean wait of a class where the more important go first and nobody is interrupted:
 * R / ((1 - σ before) (1 - σ with it)), R = ρ / μ for exponential service. A. Cobham 1954;
 * L. Kleinrock, Queueing Systems II, 1976, section 3.3.
 */
const cobham = (before: number, upTo: number): number => 6 / ((1 - before) * (1 - upTo))

describe('with a class of a third that goes first', () => {
  const runs = desks.priority
  const waitOf = (who: 'staff' | 'people') =>
    runs.each(run => (run.requests({ ...settled, class: who }).latency.mean as number) - 10)

  it('those wait 7.5 ms on average', () => {
    expect(mismatch(waitOf('staff'), cobham(0, 0.2))).toBeNull()
  })

  it('the others wait 18.75 ms', () => {
    expect(mismatch(waitOf('people'), cobham(0.2, 0.6))).toBeNull()
  })
})

/**
 * The mean time inside of a class where the more important interrupt (preempt-resume): its work,
 * stretched by those before it, and a wait with only the work of those up to it.
 * 1/μ / (1 - σ before) + R / ((1 - σ before) (1 - σ with it)), R the sum of λ E[S²] / 2 up to it.
 * L. Kleinrock, Queueing Systems II, 1976, section 3.4.
 */
const preemptive = (before: number, upTo: number, square: number): number =>
  10 / (1 - before) + ((upTo / 10) * square) / 2 / ((1 - before) * (1 - upTo))

describe.each([
  ['M/M/1', exponential('10ms'), 200],
  ['M/D/1', '10ms', 100],
] as const)('with a class of a third that interrupts the others, in %s', (_, time, square) => {
  const runs = desk({ order: 'priority', preemptive: true }, time)
  const inside = (who: 'staff' | 'people') =>
    runs.each(run => run.requests({ ...settled, class: who }).latency.mean)

  it('those are inside as if they were alone', () => {
    expect(mismatch(inside('staff'), preemptive(0, 0.2, square))).toBeNull()
  })

  it('the others wait for them before and while they are served', () => {
    expect(mismatch(inside('people'), preemptive(0.2, 0.6, square))).toBeNull()
  })
})

describe('in M/M/3/8 at 110 % load, whoever is turned out', () => {
  const mmck = { lambda: 0.33, mu: 0.1, servers: 3 }
  const chances = theory.chancesOfNumbers(mmck, 8)

  it.each<SheddingSpec>([
    { evict: 'oldest' },
    { evict: 'random' },
    { evict: 'leastImportant', displaceEquals: true },
    { evict: 'oldest', order: 'lifo' },
  ])('%j: the share that is lost is that of the birth-death process', shedding => {
    const runs = new Replications(seed =>
      simulate(
        system('office', {
          people: clients({ rate: '330/s', call: 'clerks' }),
          clerks: store({ concurrency: 3, queue: 5, time: exponential('10ms'), shedding }),
        }),
        { for: '46s', seed, resolution: '1s' },
      ),
    )
    const rejected = runs.each(run => {
      const { issued, outcomes } = run.at('clerks', { between: ['5s', '45s'] })
      return outcomes.rejected / issued
    })
    expect(mismatch(rejected, chances[8])).toBeNull()
  })
})

describe('at half as much load again as can be done, for clients that wait a second', () => {
  const overload = (shedding: SheddingSpec) =>
    new Replications(
      seed =>
        simulate(
          system('rush', {
            people: clients({ rate: '150/s', call: 'clerk', timeout: '1s' }),
            clerk: store({ concurrency: 1, time: exponential('10ms'), shedding }),
          }),
          { for: '100s', seed, resolution: '1s' },
        ),
      5,
    )
  const late = { between: ['30s', '100s'] } as const
  const servedPerSecond = (shedding: SheddingSpec): number =>
    average(overload(shedding).each(run => run.requests(late).outcomes.ok / 70))

  it('first come, first served helps nobody: all are served too late', () => {
    expect(servedPerSecond({ order: 'fifo' })).toBe(0)
  })

  it('last come, first served serves nearly as many as can be', () => {
    expect(servedPerSecond({ order: 'lifo' })).toBeGreaterThan(95)
  })

  it.each<[SheddingSpec, number]>([
    [{ codel: {} }, 90],
    [{ queueTimeout: '100ms' }, 95],
    [{ expectedWait: '100ms' }, 95],
  ])('%j serves at least %d a second', (shedding, least) => {
    expect(servedPerSecond(shedding)).toBeGreaterThan(least)
  })

  it('a queue with CoDel stands near its target, a plain one at its bound', () => {
    const waitOf = (shedding: SheddingSpec): number =>
      average(overload(shedding).each(run => run.at('clerk', late).waiting.p50))
    expect(waitOf({ codel: {} })).toBeLessThan(50)
    expect(waitOf({ codel: { target: '20ms', interval: '200ms' } })).toBeLessThan(100)
    expect(waitOf({})).toBeGreaterThan(9_000)
  })
})
