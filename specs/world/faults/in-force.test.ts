/** Faults in force are combined when they change: whom each has touched is exact all the same. */
import { describe, expect, it } from 'vitest'
import { clients, simulate, slow, start, store, system } from '../../../src/index.ts'

const shop = system('shop', {
  users: clients({ rate: '10/s', arrivals: 'steady', call: 'db' }),
  db: store({ concurrency: 100, time: '10ms' }),
})

const faults = [
  slow('db', { by: '5ms' }).at('1s').for('2s'),
  slow('db', { by: '7ms' }).at('2s').for('3s'),
  slow('db', { factor: 3 }).at('2s').for('1s'),
]

describe('faults in force', () => {
  it('have each touched those that came while it lasted', () => {
    const run = simulate(shop, { for: '6s', faults })
    expect(run.faults.map(({ touched }) => touched)).toEqual([20, 30, 10])
  })

  it('have touched as many as came so far, when a run is looked at on its way', () => {
    const simulation = start(shop, { for: '6s', faults })
    simulation.runUntil('2450ms')
    expect(simulation.recording.faults.map(({ touched }) => touched)).toEqual([15, 5, 5])
    simulation.runUntil('2550ms')
    expect(simulation.recording.faults.map(({ touched }) => touched)).toEqual([16, 6, 6])
  })

  it('add up, and what is left when one ends is what the others add', () => {
    const run = simulate(shop, { for: '6s', faults })
    expect(run.latency('p99', { between: ['1s', '2s'] })).toBe(15)
    expect(run.latency('p99', { between: ['2s', '3s'] })).toBe(42)
    expect(run.latency('p99', { between: ['3s', '5s'] })).toBe(17)
  })
})
