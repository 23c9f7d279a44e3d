/** A queue without a bound grows as long as memory does, and no longer. */
import { clients, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../kernel/support/mistakes.ts'

describe('a queue that is unbounded', () => {
  it('ends a run that grows beyond what memory holds', () => {
    const flood = system('flood', {
      u: clients({ rate: '1000/ms', arrivals: 'steady', call: 'db', timeout: '1h' }),
      db: store({ concurrency: 1, queue: 'unbounded', time: '1h' }),
    })
    const [problem] = problemsOf(() => simulate(flood, { for: '1m' }))
    expect(problem.what).toMatch(/2,000,000 requests, calls, messages and users at most/)
    expect(problem.what).toMatch(/"db" has [\d,]+ requests inside/)
    expect(problem.fix).toContain('bound what waits (`queue`, `concurrency`, `timeout`)')
  })
})
