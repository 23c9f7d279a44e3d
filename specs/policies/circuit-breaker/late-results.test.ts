/** Results that come after the state has changed: of an earlier epoch, they change nothing. */
import { CircuitBreaker, type Permit } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { begin, call } from './caller.ts'

/** Two calls under way when, at 100, a third one's failure opens the breaker until 1,100. */
function openedWithTwoUnderWay(): { breaker: CircuitBreaker; one: Permit; two: Permit } {
  const breaker = new CircuitBreaker({ consecutive: 1, openFor: 1_000, probes: 2 })
  const [one, two] = [begin(breaker, 0), begin(breaker, 0)]
  call(breaker, 'failed', 100)
  return { breaker, one, two }
}

describe('a call admitted while closed', () => {
  it('changes nothing when it ends while open', () => {
    const { breaker, one, two } = openedWithTwoUnderWay()
    breaker.settle(one, 'ok', 200)
    breaker.settle(two, 'failed', 300)
    expect(breaker.state).toEqual({ name: 'open', openSince: 100, until: 1_100 })
    expect(breaker.metrics(300)).toMatchObject({ completed: 1, failed: 1 })
  })

  it('neither closes nor opens a half-open breaker, and gives back no probe', () => {
    const { breaker, one, two } = openedWithTwoUnderWay()
    begin(breaker, 1_100)
    breaker.settle(one, 'ok', 1_200)
    breaker.settle(two, 'failed', 1_300)
    breaker.settle(two, 'ignored', 1_300)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 1, probesPassed: 0 })
  })

  it('does not count when the breaker has been open and closed since', () => {
    const { breaker, one } = openedWithTwoUnderWay()
    call(breaker, 'ok', 1_100)
    call(breaker, 'ok', 1_100)
    expect(breaker.state.name).toBe('closed')

    breaker.settle(one, 'failed', 1_200)
    expect(breaker.state.name).toBe('closed')
    expect(breaker.metrics(1_200).completed).toBe(0)
  })
})

describe('a probe', () => {
  it('of a round that has failed does not count in the next', () => {
    const { breaker } = openedWithTwoUnderWay()
    const slow = begin(breaker, 1_100)
    call(breaker, 'failed', 1_100)
    begin(breaker, 2_100)
    breaker.settle(slow, 'ok', 2_150)
    breaker.settle(slow, 'failed', 2_150)
    expect(breaker.state).toMatchObject({ name: 'half-open', probesLeft: 1, probesPassed: 0 })
  })
})

describe('a permit', () => {
  it('tells its epoch, which every change of state moves on', () => {
    const { breaker, one } = openedWithTwoUnderWay()
    expect(one.epoch).toBe(0)
    expect(begin(breaker, 1_100).epoch).toBe(2)
    call(breaker, 'failed', 1_100)
    expect(begin(breaker, 2_100).epoch).toBe(4)
  })

  it('of another breaker counts for nothing', () => {
    const breaker = new CircuitBreaker({ consecutive: 1, openFor: 1_000 })
    const other = new CircuitBreaker({ consecutive: 1, openFor: 1_000 })
    breaker.settle(begin(other, 0), 'failed', 10)
    expect(breaker.state.name).toBe('closed')
  })
})

describe('a reset', () => {
  it('closes the breaker, forgets everything, and hears no call that was under way', () => {
    const { breaker } = openedWithTwoUnderWay()
    const probe = begin(breaker, 1_100)
    begin(breaker, 1_100)
    breaker.admit(1_100)
    breaker.reset(1_200)
    const fresh = { state: 'closed', completed: 0, failed: 0, slow: 0, openings: 0 }
    expect(breaker.metrics(1_200)).toEqual({ ...fresh, notPermitted: 0 })

    breaker.settle(probe, 'failed', 1_300)
    expect(breaker.state).toEqual({ name: 'closed' })
  })

  it('of a closed breaker, too, disowns the calls under way', () => {
    const breaker = new CircuitBreaker({ consecutive: 2, openFor: 1_000 })
    call(breaker, 'failed', 0)
    const before = begin(breaker, 0)
    breaker.reset(10)
    breaker.settle(before, 'failed', 20)
    expect(breaker.metrics(20).failed).toBe(0)

    call(breaker, 'failed', 30)
    expect(breaker.state.name).toBe('closed')
  })
})
