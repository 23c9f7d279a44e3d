/** Scenarios that spread: crowds, storms, caches and clocks, and what comes of them in numbers. */
import { scenario, store } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts } from '../../world/support/story.ts'
import { meanwhile, play, shopWith } from '../support/scenario-shop.ts'

describe('C15 a thundering herd', () => {
  it('is ten times the load as soon as what they waited for is back', () => {
    const run = play(scenario.thunderingHerd('web', { clients: 'shoppers' }))
    expect(counts(run.requests(meanwhile).outcomes)).toEqual({ rejected: 3_000 })
    expect(run.requests({ between: ['60s', '65s'] }).issued).toBe(5_000)
    expect(run.requests({ between: ['65s', '70s'] }).issued).toBe(500)
  })

  it('brings down what cannot carry it: the database does 500 a second', () => {
    const slow = shopWith(store({ zone: 'eu', time: '40ms', concurrency: 20 }))
    const run = play(scenario.thunderingHerd('web', { clients: 'shoppers' }), slow)
    expect(run.availability({ between: ['60s', '65s'] })).toBeLessThan(0.5)
  })
})

describe('C15 a cache that is flushed', () => {
  it('sends every first question for a key to what is behind it', () => {
    const asked = (faults: ReturnType<typeof scenario.cacheFlush<'memo'>>): number =>
      play(faults).at('stock', { between: ['30s', '31s'] }).issued
    expect(asked([])).toBeLessThan(12)
    // A hundred questions for fifty keys find 43 of them in the mean: 50 (1 - 0.98^100).
    expect(Math.abs(asked(scenario.cacheFlush('memo')) - 43)).toBeLessThan(8)
  })
})

describe('C15 a retry storm', () => {
  it('multiplies the load for as long as most requests fail', () => {
    const run = play(scenario.retryStorm('db'))
    const storm = { between: ['30s', '40s'] } as const
    // 1 + 0.9 + 0.81 attempts for each of 1000 calls, and 1 - 0.9³ succeed.
    expect(Math.abs(run.on('web->db', storm).attempts.issued - 2_710)).toBeLessThan(80)
    expect(Math.abs(run.requests(storm).outcomes.ok - 271)).toBeLessThan(60)
    expect(run.requests({ between: ['41s', '60s'] }).availability).toBe(1)
  })
})

describe('C15 a gray failure', () => {
  it('of three in ten takes all down where slots are few, since they hold them', () => {
    const run = play(scenario.grayFailure('db'))
    expect(run.faults.every(({ touched }) => touched > 0)).toBe(true)
    expect(run.availability(meanwhile)).toBeLessThan(0.02)
  })

  it('is what its share is where there are slots to spare', () => {
    const wide = shopWith(store({ zone: 'eu', time: '10ms', concurrency: 200 }))
    const run = play(scenario.grayFailure('db'), wide)
    // A third fails or is late: 0.3 + 0.7 × 0.02, and all three attempts of 3 % of calls.
    const { issued, outcomes } = run.on('web->db', meanwhile).attempts
    expect(Math.abs(1 - outcomes.ok / issued - 0.314)).toBeLessThan(0.03)
    expect(Math.abs((run.availability(meanwhile) ?? 0) - (1 - 0.031))).toBeLessThan(0.013)
    expect(run.latency('p50', meanwhile)).toBeLessThan(25)
  })
})

describe('C15 a clock that is wrong', () => {
  it('lets a cache forget at once when it jumps, and keep for longer when it is set right', () => {
    const run = play(scenario.clockSkew('memo', { ahead: '10s' }))
    expect(run.at('stock', { between: ['30s', '31s'] }).issued).toBeGreaterThan(35)
    // What was filled before 60 s is good for ten more seconds by then.
    expect(run.at('stock', { between: ['60s', '70s'] }).issued).toBe(0)
  })

  it('turns away those whose tokens look expired', () => {
    const run = play(scenario.clockSkew('db', { ahead: '1m', tokens: '10m' }))
    const { issued } = run.on('web->db', meanwhile).attempts
    expect(run.at('db').reasons[0].because).toBe('401')
    expect(Math.abs(issued - 3_000 * 1.11)).toBeLessThan(100)
  })
})
