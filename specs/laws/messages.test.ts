/**
 * A queue of messages and its workers are servers with a queue before them: messages published at
 * random moments and exponential handling make M/M/c, whose waits are known.
 */
import { describe, expect, it } from 'vitest'
import { clients, exponential, publish, queue, simulate, system, work, worker } from 'gameday'
import { mismatch } from './support/agreement.ts'
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
