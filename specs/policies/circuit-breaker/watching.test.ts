/** What a breaker shows of itself and what it reuses: listeners, states, admissions. */
import { type BreakerState, CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { begin, call } from './caller.ts'

const options = { consecutive: 1, openFor: 1_000 }

describe('a listener', () => {
  it('is told of each change once, after it has happened', () => {
    const told: [string, string, number, string][] = []
    const breaker: CircuitBreaker = new CircuitBreaker(options, {
      onTransition: (from, to, now) => void told.push([from, to, now, breaker.state.name]),
    })
    call(breaker, 'failed', 100)
    call(breaker, 'ok', 500)
    call(breaker, 'failed', 1_100)
    call(breaker, 'ok', 2_200)
    call(breaker, 'ok', 2_300)
    expect(told).toEqual([
      ['closed', 'open', 100, 'open'],
      ['open', 'half-open', 1_100, 'half-open'],
      ['half-open', 'open', 1_100, 'open'],
      ['open', 'half-open', 2_200, 'half-open'],
      ['half-open', 'closed', 2_200, 'closed'],
    ])
  })

  it('is told of a reset only if the breaker was not closed', () => {
    const told: string[] = []
    const onTransition = (from: string, to: string, now: number) =>
      void told.push(`${from} to ${to} at ${now}`)
    const breaker = new CircuitBreaker(options, { onTransition })
    breaker.reset(10)
    call(breaker, 'failed', 20)
    breaker.reset(30)
    expect(told).toEqual(['closed to open at 20', 'open to closed at 30'])
  })

  it('may reset the breaker in the middle of an admission', () => {
    const breaker: CircuitBreaker = new CircuitBreaker(options, {
      onTransition: (_from, to, now) => {
        if (to === 'half-open') breaker.reset(now)
      },
    })
    call(breaker, 'failed', 0)
    const permit = begin(breaker, 1_000)
    expect(breaker.state.name).toBe('closed')

    breaker.settle(permit, 'failed', 1_001)
    expect(breaker.state).toMatchObject({ name: 'open', openSince: 1_001 })
  })
})

describe('the state', () => {
  it('is a picture that later calls do not change', () => {
    const breaker = new CircuitBreaker({ ...options, probes: 2 })
    call(breaker, 'failed', 0)
    const pictures: BreakerState[] = [breaker.state]
    begin(breaker, 1_000)
    pictures.push(breaker.state)
    begin(breaker, 1_000)
    expect(pictures).toEqual([
      { name: 'open', openSince: 0, until: 1_000 },
      { name: 'half-open', openSince: 0, probesLeft: 1, probesPassed: 0 },
    ])
  })
})

describe('admissions', () => {
  it('are made once for each epoch, not for each call', () => {
    const breaker = new CircuitBreaker({ ...options, probes: 2 })
    expect(breaker.admit(1)).toBe(breaker.admit(2))
    call(breaker, 'failed', 3)
    expect(breaker.admit(4)).toBe(breaker.admit(5))
    expect(breaker.admit(1_003)).toBe(breaker.admit(1_004))
    expect(breaker.admit(1_005)).toBe(breaker.admit(1_006))
  })
})

describe('a settlement that would spoil the breaker', () => {
  it('is refused when its outcome is none', () => {
    const breaker = new CircuitBreaker(options)
    const settleMisspelt = (at: number) => {
      // @ts-expect-error: plain JavaScript may misspell an outcome
      breaker.settle(begin(breaker, at), 'fail', at)
    }
    expect(() => settleMisspelt(0)).toThrow(/"fail" is no outcome of a call/)

    call(breaker, 'failed', 0)
    expect(() => settleMisspelt(1_000)).toThrow(/write 'ok', 'failed', 'ignored' or 'cancelled'/)
  })

  it.each([NaN, Infinity, -Infinity])('is refused when it would open at %s', now => {
    const breaker = new CircuitBreaker(options)
    const permit = begin(breaker, 0)
    expect(() => breaker.settle(permit, 'failed', now)).toThrow(/hand in the present time/)
    expect(breaker.state.name).toBe('closed')
  })

  it('is refused when a window could never forget it', () => {
    const rule = { window: 1_000, failureRate: 0.5, minimumCalls: 4 }
    const breaker = new CircuitBreaker({ ...rule, openFor: 1_000 })
    const permit = begin(breaker, 0)
    expect(() => breaker.settle(permit, 'ok', Infinity)).toThrow(/now is Infinity/)
  })
})
