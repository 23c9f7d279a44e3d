/** F8 Orders of equal-time events, made up: a race is found, and told from what is none. */
import fc from 'fast-check'
import { clients, simulate, store, system } from 'gameday'
import { orders } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { drawn, least } from './support/evaluated.ts'

/** Two that come at the same moments, and one place. */
const race = system('race', {
  ann: clients({ rate: '10/s', arrivals: 'steady', call: 'desk' }),
  ben: clients({ rate: '10/s', arrivals: 'steady', call: 'desk' }),
  desk: store({ concurrency: 1, queue: 0, time: '20ms' }),
})

describe('F8 orders of events at the same moment', () => {
  it('are numbers that differ, and now and then the order of planning', () => {
    const all = drawn(orders())
    expect(new Set(all).size).toBeGreaterThan(200)
    expect(all).toContain('fifo')
    expect(drawn(orders())).toEqual(all)
  })

  it('find a race that the order of planning never shows', () => {
    const annWins = (ties: ReturnType<typeof drawn<'fifo' | number>>[number]) =>
      simulate(race, { for: '1s', ties }).requests({ class: 'ann' }).outcomes.ok === 10
    const { failed, counterexample } = fc.check(fc.property(orders(), annWins), { seed: 1 })
    expect(failed).toBe(true)
    expect(counterexample?.[0]).toBeTypeOf('number')
  })

  it('shrink to the order of planning where that is broken too', () => {
    expect(least(orders(), () => true)).toBe('fifo')
  })
})
