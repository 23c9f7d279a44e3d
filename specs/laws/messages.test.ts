/**
 * A queue of messages and its workers are servers with a queue before them: messages published at
 * random moments and exponential handling make M/M/c, whose waits are known.
 */
import { describe, expect, it } from 'vitest'
import { clients, exponential, publish, queue, simulate, system, work, worker } from 'gameday'
import { average, mismatch } from './support/agreement.ts'
import * as theory from './support/queues.ts'
import { Replications } from './support/replications.ts'

const post = (workers: { readonly concurrency: number; readonly replicas: number }) =>
  system('post', {
    people: clients({ rate: '240/s', call: publish('letters') }),
    letters: queue({ latency: 0, capacity: 1_000_000 }),
    clerks: worker({ of: 'letters', ...workers, handle: work(exponential('10ms')) }),
  })
const mm3 = { lambda: 0.24, mu: 0.1, servers: 3 }
const settled = { between: ['20s', '120s'] } as const

describe.each([
  { concurrency: 3, replicas: 1 },
  { concurrency: 1, replicas: 3 },
])('A10 messages taken by $replicas workers, $concurrency at a time each', workers => {
  const runs = new Replications(seed =>
    simulate(post(workers), { for: '121s', seed, resolution: '1s' }),
  )

  it('wait as long as requests for three servers', () => {
    const lags = runs.each(run => run.queue('letters', settled).lag.mean)
    expect(mismatch(lags, theory.meanWait(mm3))).toBeNull()
    expect(theory.meanWait(mm3)).toBeCloseTo(10.8, 1)
  })

  it('are as many at a time (Little)', () => {
    const depths = runs.each(run => run.queue('letters', settled).depth.mean)
    expect(mismatch(depths, theory.meanQueue(mm3))).toBeNull()
  })

  it('keep the workers as busy', () => {
    const busy = runs.each(run => run.at('clerks', settled).utilisation)
    expect(mismatch(busy, theory.utilisation(mm3))).toBeNull()
  })
})

/**
 * The mean wait of a class where the more important go first and nobody is interrupted:
 * R / ((1 - σ before) (1 - σ with it)), R = ρ / μ. A. Cobham 1954.
 */
const cobham = (before: number, upTo: number): number => 6 / ((1 - before) * (1 - upTo))

describe('A10 messages of which a third goes first', () => {
  const counter = system('counter', {
    people: clients({ rate: '40/s', call: publish('letters') }),
    staff: clients({ rate: '20/s', call: publish('letters', { priority: 1 }) }),
    letters: queue({ latency: 0, capacity: 'unbounded', order: 'priority' }),
    clerk: worker({ of: 'letters', handle: work(exponential('10ms')) }),
  })
  const runs = new Replications(seed => simulate(counter, { for: '221s', seed, trace: true }))

  /** From its publishing to its delivery: it is the one thing that its journey leads to. */
  const waitOf = (who: string): number[] =>
    runs.each(({ recording }) => {
      const waits = recording.journeys
        .filter(({ call, at }) => call === `${who}->letters` && at > 20_000 && at < 220_000)
        .map(({ at, attempts }) => attempts[0].calls[0].at - at)
      return average(waits)
    })

  it('wait 7.5 ms those, and the others 18.75 ms', () => {
    expect(mismatch(waitOf('staff'), cobham(0, 0.2))).toBeNull()
    expect(mismatch(waitOf('people'), cobham(0.2, 0.6))).toBeNull()
  })
})

describe('A10 messages that fail by chance', () => {
  it('are delivered 1 + f + f² times on average, and of three deliveries f³ are in vain', () => {
    const failing = system('failing', {
      people: clients({ rate: '100/s', call: publish('letters') }),
      letters: queue({ latency: 0, deliveries: 3 }),
      clerk: worker({ of: 'letters', concurrency: 100, errorRate: 0.4, handle: work('1ms') }),
    })
    const runs = new Replications(seed => simulate(failing, { for: '100s', seed }))
    const share = (part: 'deliveries' | 'deadLettered'): number[] =>
      runs.each(run => {
        const letters = run.queue('letters', { between: [0, '99s'] })
        return letters[part] / letters.published
      })
    expect(mismatch(share('deadLettered'), 0.4 * 0.4 * 0.4)).toBeNull()
    expect(mismatch(share('deliveries'), 1 + 0.4 + 0.16)).toBeNull()
  })
})
