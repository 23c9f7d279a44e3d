/** Tripping on the share of failures lately: when it is enough, and when it is forgotten. */
import { CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { RateRule } from '../../../src/policies/circuit-breaker/rate-rule.ts'
import { call, calls } from './caller.ts'

/** Ten buckets of 100 ms: half of at least four calls in the last second. */
const halfOfFour = () =>
  new CircuitBreaker({ window: 1_000, failureRate: 0.5, minimumCalls: 4, openFor: 5_000 })

const counted = (breaker: CircuitBreaker, at: number) => breaker.metrics(at).completed

describe('a breaker that trips on half of four calls', () => {
  it('opens when the share is reached, not only when it is passed', () => {
    const breaker = halfOfFour()
    calls(breaker, ['ok', 'ok', 'failed', 'failed'], 50)
    expect(breaker.state).toEqual({ name: 'open', openSince: 50, until: 5_050 })
  })

  it('holds still below the share', () => {
    const breaker = halfOfFour()
    calls(breaker, ['ok', 'ok', 'ok', 'failed', 'failed'], 50)
    expect(breaker.state.name).toBe('closed')
    expect(breaker.metrics(50).failureRate).toBe(0.4)
  })

  it('holds still below four calls, even if all have failed, and says no rate', () => {
    const breaker = halfOfFour()
    calls(breaker, ['failed', 'failed', 'failed'], 50)
    expect(breaker.state.name).toBe('closed')
    expect(breaker.metrics(50)).toMatchObject({ completed: 3, failed: 3, failureRate: undefined })
  })

  it('opens at a success too, when that is the fourth call', () => {
    const breaker = halfOfFour()
    calls(breaker, ['failed', 'failed', 'ok'], 50)
    expect(breaker.state.name).toBe('closed')

    call(breaker, 'ok', 60)
    expect(breaker.state).toMatchObject({ name: 'open', openSince: 60 })
  })

  it('does not count calls under way, rejected or ignored', () => {
    const breaker = halfOfFour()
    for (let i = 0; i < 100; i += 1) breaker.admit(10)
    calls(breaker, ['failed', 'failed', 'failed', 'ignored', 'ignored'], 20)
    expect(breaker.state.name).toBe('closed')

    call(breaker, 'failed', 30)
    call(breaker, 'ok', 40)
    expect(breaker.metrics(40)).toMatchObject({ completed: 4, failed: 4, notPermitted: 1 })
  })

  it.each([
    { failureRate: 0.1, failed: 3, all: 30 },
    { failureRate: 0.3, failed: 3, all: 10 },
    { failureRate: 0.7, failed: 7, all: 10 },
    { failureRate: 0.07, failed: 7, all: 100 },
    { failureRate: 1, failed: 9, all: 9 },
  ])('finds $failed of $all to be exactly $failureRate', ({ failureRate, failed, all }) => {
    const options = { window: 1_000, failureRate, minimumCalls: all, openFor: 5_000 }
    const breaker = new CircuitBreaker(options)
    for (let i = 1; i <= all; i += 1) call(breaker, i > all - failed ? 'failed' : 'ok', 0)
    expect(breaker.state.name).toBe('open')

    const better = new CircuitBreaker(options)
    for (let i = 1; i <= all; i += 1) call(better, i > all - failed + 1 ? 'failed' : 'ok', 0)
    expect(better.state.name).toBe('closed')
  })
})

describe('a window of ten buckets of 100 ms', () => {
  it('keeps a result until its bucket is the eleventh from the newest', () => {
    const breaker = halfOfFour()
    call(breaker, 'failed', 0)
    call(breaker, 'ok', 99.9)
    call(breaker, 'ok', 100)
    expect(counted(breaker, 999.9)).toBe(3)
    expect(counted(breaker, 1_000)).toBe(1)
    expect(counted(breaker, 1_099.9)).toBe(1)
    expect(counted(breaker, 1_100)).toBe(0)
  })

  it('forgets when it is asked, though nothing was recorded since', () => {
    const breaker = halfOfFour()
    calls(breaker, ['failed', 'failed', 'failed'], 0)
    expect(breaker.metrics(1_000)).toMatchObject({ completed: 0, failed: 0 })
  })

  it('forgets when it is told: a fourth failure a second later stands alone', () => {
    const breaker = halfOfFour()
    calls(breaker, ['failed', 'failed', 'failed'], 0)
    call(breaker, 'failed', 1_000)
    expect(breaker.state.name).toBe('closed')
    expect(counted(breaker, 1_000)).toBe(1)
  })

  it('forgets when it is asked whether to trip, though nothing was recorded since', () => {
    const rule = new RateRule({ window: 1_000, failureRate: 0.5, minimumCalls: 1 })
    rule.record(true, false, 0)
    expect(rule.shouldTrip(true, 999)).toBe(true)
    expect(rule.shouldTrip(true, 1_000)).toBe(false)
  })

  it('is empty after an idle gap of any length', () => {
    for (const gap of [1_000, 1_234, 10_000, 86_400_000, 1e15]) {
      const breaker = halfOfFour()
      for (let at = 0; at < 300; at += 100) call(breaker, 'failed', at)
      expect(counted(breaker, 200 + gap)).toBe(0)
    }
  })

  it('keeps what is still young across a gap shorter than the window', () => {
    const breaker = halfOfFour()
    call(breaker, 'failed', 0)
    call(breaker, 'ok', 150)
    call(breaker, 'ok', 250)
    expect(counted(breaker, 1_100)).toBe(1)
  })

  it('counts a result in the newest bucket if the clock steps back', () => {
    const breaker = halfOfFour()
    call(breaker, 'ok', 5_000)
    call(breaker, 'failed', 100)
    expect(counted(breaker, 100)).toBe(2)
    expect(counted(breaker, 5_999)).toBe(2)
    expect(counted(breaker, 6_000)).toBe(0)
  })

  it('takes a first result at any time, as clocks may start anywhere', () => {
    for (const start of [0, -5_000, 1_795_000_000_000]) {
      const breaker = halfOfFour()
      calls(breaker, ['failed', 'failed', 'failed'], start)
      expect(counted(breaker, start)).toBe(3)
      expect(counted(breaker, start + 1_000)).toBe(0)
    }
  })

  it('can be one bucket, and is then emptied all at once', () => {
    const breaker = new CircuitBreaker({
      window: 1_000,
      buckets: 1,
      failureRate: 0.5,
      minimumCalls: 4,
      openFor: 5_000,
    })
    call(breaker, 'failed', 0)
    call(breaker, 'failed', 999)
    expect(counted(breaker, 999)).toBe(2)
    expect(counted(breaker, 1_000)).toBe(0)
  })
})
