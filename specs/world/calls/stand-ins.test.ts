/** What stands in for a call of clients, in their journeys. */
import { call, clients, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('the journey of a client whose own call is stood in for', () => {
  const shop = system('shop', {
    users: clients({
      rate: '10/s',
      arrivals: 'steady',
      requests: 10,
      call: call('a', { fallback: [call('b'), call('c', { fallback: call('b') })] }),
    }),
    a: service({ handle: work('1ms'), errorRate: 1 }),
    b: store({ time: '7ms' }),
    c: store({ time: '2ms', errorRate: 1 }),
  })
  const run = simulate(shop, { for: '1s', trace: true })

  it('holds the steps that stood in, to the last millisecond', () => {
    const { until, outcome, standIn } = run.trace(0)
    expect([until, outcome]).toEqual([17, 'degraded'])
    expect(standIn).toMatchObject({ at: 1, until: 17, outcome: 'degraded' })
    expect(standIn?.calls.map(hop => [hop.call, hop.at, hop.until])).toEqual([
      ['users->b', 1, 8],
      ['users->c', 8, 17],
      ['users->b', 10, 17],
    ])
    expect(run.breakdown(0)).toMatchObject({ working: 17, work: { a: 1, b: 14, c: 2 } })
  })

  it('has every attempt among the facts, and no more', () => {
    const names = run.facts('attempt').map(fact => fact.call)
    const times = (name: string): number => names.filter(other => other === name).length
    expect(times('users->b')).toBe(run.on('users->b').attempts.issued)
    expect(times('users->b')).toBe(20)
    expect(names).toHaveLength(40)
  })
})
