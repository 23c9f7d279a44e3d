/**
 * Optimistic concurrency by n writers of one record, who try again at once and work for exponential
 * times. Of those under way k have read what is still so. Whoever is done next is one of them with
 * chance k / n, succeeds, and leaves just himself; else he fails, and there is one more. That is
 * the birthday problem: a success takes Q(n) = Σ n! / ((n - k)! nᵏ) tries on average (S. Ramanujan,
 * 1911; D. E. Knuth, The Art of Computer Programming 1, section 1.2.11.3), or about √(πn / 2).
 */
import { describe, expect, it } from 'vitest'
import { call, clients, exponential, service, simulate, store, system, work } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

function triesOf(n: number): number {
  let [term, sum] = [1, 0]
  for (let k = 1; k <= n; k++) {
    sum += term
    term *= (n - k) / n
  }
  return sum
}

const settled = { between: ['2s', '12s'] } as const

/** Whoever fails asks again at once, and so does whoever succeeds. */
const writers = (users: number) =>
  system('writers', {
    people: clients({ users, think: 0, call: call('bank', { key: 1 }) }),
    bank: service({
      concurrency: 1_000,
      handle: [
        call('ledger', { record: 'read' }),
        work(exponential('10ms')),
        call('ledger', { record: 'compareAndSet' }),
      ],
    }),
    ledger: store({ concurrency: 1_000, time: 0 }),
  })

describe('optimistic concurrency', () => {
  it('is the birthday problem', () => {
    expect(triesOf(1)).toBe(1)
    expect(triesOf(2)).toBe(1.5)
    expect(triesOf(365)).toBeCloseTo(23.6166, 4)
  })

  it.each([1, 2, 5, 20, 60])('of %i writers succeeds once in Q(n) tries', n => {
    const runs = new Replications(seed =>
      simulate(writers(n), { for: '13s', seed, resolution: '1s' }),
    )
    const succeeded = runs.each(run => {
      const { outcomes, issued } = run.at('bank', settled)
      expect(outcomes.ok + outcomes.error).toBe(issued)
      return outcomes.ok / issued
    })
    expect(mismatch(succeeded, 1 / triesOf(n))).toBeNull()
  })
})
