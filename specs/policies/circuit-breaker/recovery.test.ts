/** From open to half-open, and from there to closed or back: who is let through, and when. */
import { CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { begin, call } from './caller.ts'

/** Opened at 100 by one failure, open until 1,100, with this many probes. */
function opened(probes?: number): CircuitBreaker {
  const breaker = new CircuitBreaker({
    consecutive: 1,
    openFor: 1_000,
    ...(probes === undefined ? {} : { probes }),
  })
  call(breaker, 'failed', 100)
  return breaker
}

describe('an open breaker', () => {
  it('rejects until 1 ms before its time, saying when to come back', () => {
    const breaker = opened()
    expect(breaker.admit(100)).toEqual({ admitted: false, retryAt: 1_100 })
    expect(breaker.admit(1_099)).toEqual({ admitted: false, retryAt: 1_100 })
    expect(breaker.metrics(1_099).notPermitted).toBe(2)
  })

  it('lets a probe through at exactly its time', () => {
    const breaker = opened()
    expect(breaker.admit(1_100).admitted).toBe(true)
    expect(breaker.state).toEqual({
      name: 'half-open',
      openSince: 100,
      probesLeft: 0,
      probesPassed: 0,
    })
  })

  it('stays open as long as nobody calls', () => {
    const breaker = opened()
    expect(breaker.metrics(50_000).state).toBe('open')
    expect(breaker.state).toEqual({ name: 'open', openSince: 100, until: 1_100 })
  })

  it('counts its time from the instant it opened, whatever fails later', () => {
    const breaker = new CircuitBreaker({ consecutive: 1, openFor: 1_000 })
    const slow = begin(breaker, 0)
    call(breaker, 'failed', 100)
    breaker.settle(slow, 'failed', 900)
    expect(breaker.state).toEqual({ name: 'open', openSince: 100, until: 1_100 })
  })

  it('refuses a time that is no number', () => {
    expect(() => opened().admit(NaN)).toThrow('now is NaN')
  })
})

describe('a half-open breaker', () => {
  it('closes when its one probe succeeds', () => {
    const breaker = opened()
    call(breaker, 'ok', 1_100)
    expect(breaker.state).toEqual({ name: 'closed' })
  })

  it('rejects the rest while the probe is under way, and when to come back is a guess', () => {
    const breaker = opened()
    begin(breaker, 1_200)
    expect(breaker.admit(1_300)).toEqual({ admitted: false, retryAt: 2_200 })
  })

  it('closes only when all three probes have succeeded', () => {
    const breaker = opened(3)
    call(breaker, 'ok', 1_100)
    call(breaker, 'ok', 1_200)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 1, probesPassed: 2 })

    call(breaker, 'ok', 1_300)
    expect(breaker.state.name).toBe('closed')
  })

  it('counts probes when they are admitted: three pass at once, and the fourth does not', () => {
    const breaker = opened(3)
    for (let i = 0; i < 3; i += 1) begin(breaker, 1_100)
    expect(breaker.admit(1_100).admitted).toBe(false)
  })

  it('admits no fourth probe when one of the three has succeeded', () => {
    const breaker = opened(3)
    const first = begin(breaker, 1_100)
    begin(breaker, 1_100)
    begin(breaker, 1_100)
    breaker.settle(first, 'ok', 1_150)
    expect(breaker.admit(1_160).admitted).toBe(false)
  })

  it('opens at the first failure, for the whole time again', () => {
    const breaker = opened(3)
    call(breaker, 'ok', 1_100)
    call(breaker, 'failed', 1_250)
    expect(breaker.state).toEqual({ name: 'open', openSince: 1_250, until: 2_250 })
    expect(breaker.admit(2_249).admitted).toBe(false)
    expect(breaker.admit(2_250).admitted).toBe(true)
  })

  it('needs three successes in a new round, not what was left of the last', () => {
    const breaker = opened(3)
    call(breaker, 'ok', 1_100)
    call(breaker, 'ok', 1_100)
    call(breaker, 'failed', 1_100)
    call(breaker, 'ok', 2_100)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 2, probesPassed: 1 })
  })

  it('gets a cancelled probe back', () => {
    const breaker = opened()
    const cancelled = begin(breaker, 1_100)
    breaker.settle(cancelled, 'ignored', 1_150)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 1 })

    call(breaker, 'ok', 1_160)
    expect(breaker.state.name).toBe('closed')
  })

  it('gets back no more probes than were taken', () => {
    const breaker = opened(2)
    const probe = begin(breaker, 1_100)
    for (let i = 0; i < 5; i += 1) breaker.settle(probe, 'ignored', 1_150)
    expect(breaker.state).toMatchObject({ probesLeft: 2 })

    begin(breaker, 1_200)
    begin(breaker, 1_200)
    expect(breaker.admit(1_200).admitted).toBe(false)
  })

  it('takes no second success from a probe that stands alone', () => {
    const breaker = opened(2)
    const probe = begin(breaker, 1_100)
    breaker.settle(probe, 'ok', 1_150)
    breaker.settle(probe, 'ok', 1_151)
    breaker.settle(probe, 'failed', 1_152)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 1, probesPassed: 1 })
  })

  it('waits for a probe that is never settled', () => {
    const breaker = opened()
    begin(breaker, 1_100)
    expect(breaker.admit(86_400_000).admitted).toBe(false)
  })
})

describe('a breaker that has closed again', () => {
  it('remembers nothing: it takes four new calls to open, not one', () => {
    const breaker = new CircuitBreaker({
      window: 10_000,
      failureRate: 0.5,
      minimumCalls: 4,
      openFor: 100,
    })
    for (let i = 0; i < 4; i += 1) call(breaker, 'failed', 0)
    call(breaker, 'ok', 100)
    expect(breaker.metrics(100)).toMatchObject({ state: 'closed', completed: 0, failed: 0 })

    for (let i = 0; i < 3; i += 1) call(breaker, 'failed', 101)
    expect(breaker.state.name).toBe('closed')
    call(breaker, 'failed', 102)
    expect(breaker.state).toMatchObject({ name: 'open', openSince: 102 })
  })
})
