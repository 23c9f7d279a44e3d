/** A bound on what a run keeps in memory: an error with the product, before the heap is full. */
import { call, clients, service, simulate, store, surge, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'
import { once } from './support/story.ts'

const BOUND = 'a run holds 2,000,000 requests, calls, messages and users at most'
const db = store({ time: '1ms' })

describe('more than memory holds', () => {
  it('of users who come by a surge is an error that names the product', () => {
    const shop = system('s', { u: clients({ users: 100, think: '1s', call: 'db' }), db })
    const crowd = surge('u', { factor: 1e6 }).at('10s').for('1s')
    expect(problemsOf(() => simulate(shop, { for: '20s', faults: [crowd] }))).toEqual([
      {
        what: `100 users × 1,000,000 = 100,000,000 users, and ${BOUND}`,
        where: 'u',
        fix: "let there be fewer, as in users: 500, and surge('users', { factor: 10 })",
      },
    ])
  })

  it('of users who are declared is told before the run', () => {
    const many = clients({ users: 1_000_000, think: '1s', call: 'db' })
    const shop = system('s', { a: many, b: many, c: many, db })
    expect(problemsOf(() => simulate(shop, { for: '1s' }))).toMatchObject([
      { what: `1,000,000 users, and ${BOUND}`, where: 'c' },
    ])
  })

  it('of seven tiers that each hedge tenfold at once names what one request led to', () => {
    const hedge = { after: 0, most: 10 } as const
    const tiers = Array.from({ length: 7 }, (_, i) => [
      `tier${i}`,
      i === 6
        ? db
        : service({
            concurrency: 1_000_000,
            handle: [work('1ms'), call(`tier${i + 1}`, { hedge })],
          }),
    ])
    const shop = system(
      'tiers',
      anything({ u: once(anything(call('tier0', { hedge }))), ...Object.fromEntries(tiers) }),
    )
    const [problem] = problemsOf(() => simulate(shop, { for: '1s' }))
    expect(problem.what).toContain('1 request of clients × 2,000,000 that each has led to')
    expect(problem.what).toContain(BOUND)
    expect(problem.where).toMatch(/^system "tiers", at /)
    expect(problem.fix).toContain('hedge')
  })
})
