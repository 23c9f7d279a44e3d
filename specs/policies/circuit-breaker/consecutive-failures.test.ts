/** Tripping on failures in a row. */
import { CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { call, calls } from './caller.ts'

const threeInARow = () => new CircuitBreaker({ consecutive: 3, openFor: 1_000 })

describe('a breaker that trips on three failures in a row', () => {
  it('is closed after two and opens at the third', () => {
    const breaker = threeInARow()
    calls(breaker, ['failed', 'failed'], 10)
    expect(breaker.state).toEqual({ name: 'closed' })

    call(breaker, 'failed', 20)
    expect(breaker.state).toEqual({ name: 'open', openSince: 20, until: 1_020 })
  })

  it('forgives them all at one success', () => {
    const breaker = threeInARow()
    calls(breaker, ['failed', 'failed', 'ok', 'failed', 'failed'], 10)
    expect(breaker.state.name).toBe('closed')
    expect(breaker.metrics(10)).toMatchObject({ completed: 2, failed: 2, failureRate: undefined })
  })

  it('is not moved by ignored calls, one way or the other', () => {
    const breaker = threeInARow()
    calls(breaker, ['failed', 'failed', 'ignored', 'ignored'], 10)
    expect(breaker.state.name).toBe('closed')

    call(breaker, 'failed', 10)
    expect(breaker.state.name).toBe('open')
  })

  it('counts a row however long it took', () => {
    const breaker = threeInARow()
    for (const day of [0, 1, 2]) call(breaker, 'failed', day * 86_400_000)
    expect(breaker.state.name).toBe('open')
  })

  it('needs three again after it has closed', () => {
    const breaker = threeInARow()
    calls(breaker, ['failed', 'failed', 'failed'], 0)
    call(breaker, 'ok', 1_000)
    calls(breaker, ['failed', 'failed'], 1_001)
    expect(breaker.state.name).toBe('closed')
    expect(breaker.metrics(1_001).failed).toBe(2)
  })
})
