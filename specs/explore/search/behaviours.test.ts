/** F8: what a run did that it does not do on a good day has a name. */
import { crash, errors, type Fault, simulate, slow, surge } from 'gameday'
import { describe, expect, it } from 'vitest'
import { behavioursOf } from '../../../src/explore/search/behaviours.ts'
import { latencyOf, requestsOf } from '../../../src/explore/search/numbers.ts'
import { bistro } from '../support/bistro.ts'

function behaviours(...faults: Fault<never>[]): string[] {
  const run = simulate(bistro, { for: '20s', faults })
  const seen = { requests: requestsOf(run), latency: latencyOf(run) }
  return behavioursOf(run, { ...seen, lastFromMs: 15_000 })
}

const added = (...faults: Fault<never>[]): string[] => {
  const usual = new Set(behaviours())
  return behaviours(...faults).filter(name => !usual.has(name))
}

describe('F8 the behaviours of a run', () => {
  it('are few when nothing goes wrong', () => {
    expect(behaviours().every(name => name.startsWith('p99 over'))).toBe(true)
  })

  it('tell of breakers, of fallbacks and of why calls failed', () => {
    const names = added(crash('kitchen').at('5s').for('5s') as Fault<never>)
    expect(names).toEqual(
      expect.arrayContaining([
        'waiter->kitchen breaker open 2 times or more',
        'waiter->kitchen breaker half-open 2 times or more',
        'waiter->kitchen breaker closed once',
        'waiter->kitchen degraded 64 times or more',
        'kitchen: down, no answer 8 times or more',
        'waiter degraded 64 times or more',
      ]),
    )
  })

  it('tell of retries', () => {
    const names = added(errors('kitchen', { rate: 0.2 }).at('5s').for('5s') as Fault<never>)
    expect(names).toContain('waiter->kitchen retried 8 times or more')
  })

  it('tell of full queues, and of guests who were served badly', () => {
    const names = added(
      slow('waiter', { by: '5s' }).at('2s').for('8s') as Fault<never>,
      surge('guests', { factor: 5 }).at('2s').for('8s') as Fault<never>,
    )
    expect(names).toEqual(
      expect.arrayContaining([
        'waiter: queue full 512 times or more',
        'guests->waiter rejected 512 times or more',
        'availability under 0.9',
        'p99 over 512 ms',
      ]),
    )
    expect(names).not.toContain('availability at last under 0.9')
  })

  it('are new when it gets much worse, and not when it gets a bit worse', () => {
    const bad = (ms: number) =>
      new Set(behaviours(crash('waiter').at('2s').for(ms) as Fault<never>))
    const [some, more, most] = [bad(4_000), bad(4_050), bad(9_000)]
    expect([...more].filter(name => !some.has(name))).toEqual([])
    expect([...most].filter(name => !some.has(name))).toContain('availability under 0.6')
  })

  it('stand in the order of their names', () => {
    const names = behaviours(crash('kitchen').at('5s').for('5s') as Fault<never>)
    expect(names).toEqual([...names].sort())
    expect(new Set(names).size).toBe(names.length)
  })
})
