/** Windows that begin with their first call, as the counters of many rate limiters do. */
import { simulate, store, system, clients } from 'gameday'
import { RateLimiter } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const rule = { limit: 2, window: 100, aligned: 'firstCall' } as const

describe('a window that begins with its first call', () => {
  it('is open for its length from then, whenever the limiter was made', () => {
    const limit = new RateLimiter(rule, { now: 0 })
    const passed = [70, 110, 120, 169, 170, 175, 260, 271].filter(now => limit.admit(now) === 0)
    expect(passed).toEqual([70, 110, 170, 175, 271])
  })

  it('lets who waits pass as it ends, and that is where the next begins', () => {
    const limit = new RateLimiter({ ...rule, maxWait: 150 }, { now: 0 })
    const waits = [30, 40, 50, 60, 70, 129].map(now => limit.admit(now))
    expect(waits).toEqual([0, 0, 80, 70, undefined, 101])
    expect([230, 231, 330].map(now => limit.waitFor(now))).toEqual([0, 0, 0])
  })

  it('limits a component of a system', () => {
    const limited = system('limited', {
      users: clients({ arrivals: 'steady', rate: '100/s', call: 'db' }),
      db: store({ time: 1, rateLimit: { limit: 1, window: 25, aligned: 'firstCall' } }),
    })
    const run = simulate(limited, { for: '1s' })
    expect(run.at('db').outcomes.ok).toBe(34)
  })
})
