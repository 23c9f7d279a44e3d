/** job-over-visibility: a wrong declaration, its twin, and a run that shows it. */
import { clients, publish, queue, simulate, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

const post = (visibilityTimeout: '5s' | '1m') =>
  system('post', {
    users: clients({ rate: '1/s', arrivals: 'steady', call: publish('jobs') }),
    jobs: queue({ visibilityTimeout, deliveries: 3 }),
    press: worker({ of: 'jobs', concurrency: 100, handle: work('12s') }),
  })

describe('job-over-visibility', () => {
  it('tells of jobs that take longer than their messages stay hidden', () => {
    expect(warned(post('5s'))).toEqual([
      'job-over-visibility jobs->press: a job takes 12s on average, but visibilityTimeout is 5s: ' +
        'its message is delivered again while it is done',
    ])
    expect(fixes(post('5s'))).toEqual([
      "write visibilityTimeout: '36s', or let the worker renew it: renewEvery",
    ])
    expect(warned(post('1m'))).toEqual([])
  })

  it('is true in a run: each job is begun two or three times', () => {
    const begun = (visibility: '5s' | '1m') =>
      simulate(post(visibility), { for: '20s' }).at('press').issued
    expect(begun('5s')).toBe(45)
    expect(begun('1m')).toBe(20)
  })
})
