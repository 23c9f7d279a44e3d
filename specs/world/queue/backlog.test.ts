/** A queue that begins with messages that nobody of this run has published. */
import { clients, publish, queue, simulate, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'

/** One message a second; the worker handles four. */
const post = (options: { readonly backlog?: number; readonly capacity?: number }) =>
  system('post', {
    users: clients({ rate: '1/s', arrivals: 'steady', call: publish('jobs') }),
    jobs: queue({ latency: 0, ...options }),
    press: worker({ of: 'jobs', handle: work('250ms') }),
  })

describe('A8 a backlog at the start', () => {
  it('is handed out first, and counts as published at 0', () => {
    const run = simulate(post({ backlog: 30 }), { for: '20s', resolution: '1s' })
    const { published, acknowledged } = run.queue('jobs')
    expect([published, acknowledged]).toEqual([50, 50])
    // Three more are done a second than come: the thirty are gone after ten.
    const waiting = (from: number): number =>
      run.queue('jobs', { between: [`${from}s`, `${from + 1}s`] }).depth.peak
    expect([waiting(0), waiting(5), waiting(12)]).toEqual([30, 15, 1])
  })

  it('is no more than the queue holds', () => {
    const told = problemsOf(() => post({ backlog: 30, capacity: 20 }))
    expect(told.map(({ what, fix }) => `${what}: ${fix}`)).toEqual([
      'it begins with 30 messages, and holds 20: write capacity: 30, or a smaller backlog',
    ])
  })
})
