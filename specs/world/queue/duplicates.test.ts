/** A10: a queue that now and then delivers a message twice, as SQS's standard ones may. */
import { clients, drop, type Duration, publish, queue, simulate } from 'gameday'
import { system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'

/** A message each 100 ms, each done in 10 ms; what is lost is the word that it was done. */
const play = (options: { readonly idempotent?: Duration }, at: Duration, length: Duration) =>
  simulate(
    system('shop', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: publish('jobs') }),
      jobs: queue({ latency: 0, visibilityTimeout: '1s' }),
      hand: worker({ of: 'jobs', concurrency: 10, handle: work('10ms'), ...options }),
    }),
    {
      for: '2m',
      faults: [drop('jobs->hand', { rate: '10%', way: 'back' }).at(at).for(length)],
    },
  )

describe('A10 a message whose acknowledgement is lost, by rate', () => {
  it('is delivered again after the visibility time-out, and its work done twice', () => {
    const run = play({}, 0, '100s')
    const { published, acknowledged, deliveries } = run.queue('jobs')
    expect([published, acknowledged]).toEqual([1_200, 1_200])
    // By chance more than the 111 that are a tenth of 1,000 and of those that come again.
    expect(deliveries - published).toBe(125)
    expect(run.at('hand').outcomes.ok).toBe(deliveries)
  })

  it('is done once by a worker that is idempotent', () => {
    const run = play({ idempotent: '10m' }, 0, '100s')
    const { published, deliveries } = run.queue('jobs')
    expect(run.at('hand').counts.duplicates).toBe(deliveries - published)
    expect(run.queue('jobs').acknowledged).toBe(1_200)
  })
})
