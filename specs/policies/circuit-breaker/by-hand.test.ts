/** Opened, closed, held open and disabled by hand; and what a breaker does by itself. */
import { CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { begin, call, calls } from './caller.ts'

const options = { consecutive: 2, openFor: 1_000 }

describe('E1 a breaker opened by hand', () => {
  it('recovers as if its rule had opened it', () => {
    const breaker = new CircuitBreaker(options)
    breaker.open(100)
    breaker.open(500)
    expect(breaker.state).toEqual({ name: 'open', openSince: 100, until: 1_100 })
    call(breaker, 'ok', 1_100)
    expect(breaker.state.name).toBe('closed')
  })

  it('is closed by hand, with nothing remembered', () => {
    const breaker = new CircuitBreaker(options)
    call(breaker, 'failed', 0)
    breaker.open(100)
    breaker.close(200)
    call(breaker, 'failed', 300)
    expect(breaker.state.name).toBe('closed')
  })
})

describe('E1 a breaker held open', () => {
  it('rejects until the last of those who hold it lets go', () => {
    const breaker = new CircuitBreaker(options)
    breaker.isolate(0)
    breaker.isolate(10)
    expect(breaker.admit(1e12)).toEqual({ admitted: false, retryAt: Infinity })
    breaker.release(20)
    expect(breaker.state).toEqual({ name: 'isolated' })
    breaker.release(30)
    expect(breaker.state).toEqual({ name: 'closed' })
    breaker.release(40)
    expect(breaker.admit(50).admitted).toBe(true)
  })

  it('does not hear of calls let through before', () => {
    const breaker = new CircuitBreaker({ ...options, lateResults: 'applied' })
    const early = [begin(breaker, 0), begin(breaker, 0)]
    breaker.isolate(5)
    for (const permit of early) breaker.settle(permit, 'failed', 10)
    expect(breaker.state.name).toBe('isolated')
  })

  it('may be so from the beginning, and is so again when its process restarts', () => {
    const breaker = new CircuitBreaker({ ...options, mode: 'isolated' })
    expect(breaker.admit(0).admitted).toBe(false)
    breaker.release(1)
    expect(breaker.admit(1).admitted).toBe(true)
    breaker.reset(2)
    expect(breaker.admit(2).admitted).toBe(false)
  })
})

describe('E1 a disabled breaker', () => {
  it('lets every call through and counts none, until it is closed', () => {
    const breaker = new CircuitBreaker({ ...options, lateResults: 'applied' })
    breaker.disable(0)
    calls(breaker, ['failed', 'failed', 'failed'], 10)
    expect(breaker.metrics(10)).toMatchObject({ state: 'disabled', completed: 0 })
    breaker.close(20)
    calls(breaker, ['failed', 'failed'], 30)
    expect(breaker.state.name).toBe('open')
  })
})

describe('E1 a breaker on a timer', () => {
  it('says when it changes by itself, and does so then, however late it is asked', () => {
    const told: string[] = []
    const breaker = new CircuitBreaker(
      { ...options, halfOpens: 'onTimer', halfOpenFor: 200 },
      { onTransition: (from, to, now) => void told.push(`${from} to ${to} at ${now}`) },
    )
    expect(breaker.wakesAt).toBe(Infinity)
    calls(breaker, ['failed', 'failed'], 0)
    expect(breaker.wakesAt).toBe(1_000)
    breaker.wake(2_300)
    expect(told).toEqual([
      'closed to open at 0',
      'open to half-open at 1000',
      'half-open to open at 1200',
      'open to half-open at 2200',
    ])
  })

  it('hears a result at that very instant before the timer, and a call after it', () => {
    const breaker = new CircuitBreaker({ ...options, halfOpens: 'onTimer', lateResults: 'applied' })
    const late = begin(breaker, 0)
    breaker.open(0)
    breaker.settle(late, 'ok', 1_000)
    expect(breaker.state.name).toBe('open')
    expect(begin(breaker, 1_000).probe).toBe(true)
  })

  it('takes no eternity to catch up with one', () => {
    const breaker = new CircuitBreaker({
      consecutive: 1,
      openFor: 0.001,
      halfOpens: 'onTimer',
      halfOpenFor: 0.001,
    })
    call(breaker, 'failed', 0)
    breaker.wake(1e12)
    expect(breaker.metrics(1e12).openings).toBeGreaterThan(400)
  })
})

describe('E1 a breaker that is warming up', () => {
  it('does not open before its time, which begins with its process', () => {
    const breaker = new CircuitBreaker({ ...options, warmUp: 100 }, { since: 50 })
    calls(breaker, ['failed', 'failed', 'failed'], 149)
    expect(breaker.state.name).toBe('closed')
    call(breaker, 'failed', 150)
    expect(breaker.state.name).toBe('open')
  })
})

describe('E1 a breaker that counts slow calls', () => {
  const slow = { lastCalls: 2, slowCallRate: 0.5, slowCallDuration: 100, openFor: 1_000 }

  it('wants to know how long each took', () => {
    const breaker = new CircuitBreaker(slow)
    const permit = begin(breaker, 0)
    expect(() => breaker.settle(permit, 'ok', 50)).toThrow('does not say how long this one took')
    expect(() => breaker.settle(permit, 'ok', 50, NaN)).toThrow('hand in how long the call took')
  })

  it('tells their share', () => {
    const breaker = new CircuitBreaker({ ...slow, slowCallRate: 1 })
    for (const tookMs of [100, 101]) breaker.settle(begin(breaker, 0), 'ok', 200, tookMs)
    expect(breaker.metrics(200)).toMatchObject({ slow: 1, slowCallRate: 0.5, failureRate: 0 })
  })
})

describe('a breaker held open stays so', () => {
  it('when it is opened by hand: only who holds it lets go', () => {
    const breaker = new CircuitBreaker(options)
    breaker.isolate(0)
    breaker.open(1)
    expect(breaker.state).toEqual({ name: 'isolated' })
    expect(breaker.admit(1_001)).toEqual({ admitted: false, retryAt: Infinity })
    breaker.release(2_000)
    expect(breaker.state).toEqual({ name: 'closed' })
  })

  it('when it is disabled, which it is once it is let go', () => {
    const breaker = new CircuitBreaker(options)
    breaker.isolate(0)
    breaker.disable(1)
    expect(breaker.admit(2).admitted).toBe(false)
    breaker.release(3)
    expect(breaker.state).toEqual({ name: 'disabled' })
  })

  it('and one that was disabled is so again', () => {
    const breaker = new CircuitBreaker(options)
    breaker.disable(0)
    breaker.isolate(1)
    breaker.release(2)
    expect(breaker.state).toEqual({ name: 'disabled' })
  })
})

describe('the metrics of a half-open breaker', () => {
  it('are those of its probes', () => {
    const breaker = new CircuitBreaker({ ...options, probes: 4, decision: { tolerate: 0.5 } })
    breaker.open(0)
    call(breaker, 'ok', 1_000)
    call(breaker, 'failed', 1_001)
    const counted = { completed: 2, failed: 1, failureRate: 0.5 }
    expect(breaker.metrics(1_002)).toMatchObject({ state: 'half-open', ...counted })
  })
})
