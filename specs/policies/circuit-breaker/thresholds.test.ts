/** So many of so many: failures that open a breaker, and probes that close it (E4). */
import { type BreakerOptions, checkBreaker, CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

/** The state after each result: `-` a failure, `+` a success, one call after another. */
function statesAfter(breaker: CircuitBreaker, results: string, now = 0): string[] {
  return results.split('').map(result => {
    const permit = breaker.admit(now)
    if (permit.admitted) breaker.settle(permit, result === '-' ? 'failed' : 'ok', now)
    return breaker.state.name
  })
}

const told = (options: object) => checkBreaker(options, '').map(({ what }) => what)

describe('E4 five failures of the last ten calls', () => {
  const options: BreakerOptions = {
    lastCalls: 10,
    failureRate: 0.5,
    shareOf: 'capacity',
    openFor: 1_000,
  }
  const opensAt = (results: string) =>
    statesAfter(new CircuitBreaker(options), results).indexOf('open') + 1

  it('open it, at the fifth call if all of them failed', () => {
    expect(opensAt('-----')).toBe(5)
    expect(opensAt('+-+-+-+-+-')).toBe(10)
    expect(opensAt('---+++-++-')).toBe(10)
  })

  it('are not there before, however great the share of the few calls so far', () => {
    expect(opensAt('----')).toBe(0)
    expect(opensAt('----++++++-+++')).toBe(0)
    const shareOfCalls = new CircuitBreaker({ ...options, shareOf: 'calls', minimumCalls: 1 })
    expect(statesAfter(shareOfCalls, '-')).toEqual(['open'])
  })

  it('wait for a minimum of calls where one is said', () => {
    const patient = new CircuitBreaker({ ...options, minimumCalls: 8 })
    expect(statesAfter(patient, '-----++-').indexOf('open') + 1).toBe(8)
  })
})

describe('E4 three successes of five probes', () => {
  const probed = (results: string) => {
    const breaker = new CircuitBreaker({
      consecutive: 1,
      openFor: 1_000,
      probes: 5,
      decision: { successes: 3 },
    })
    statesAfter(breaker, '-')
    return statesAfter(breaker, results, 1_000)
  }

  it('close it as soon as they are there', () => {
    expect(probed('+++')).toEqual(['half-open', 'half-open', 'closed'])
    expect(probed('-+-++').at(-1)).toBe('closed')
  })

  it('open it as soon as they cannot be there any more', () => {
    expect(probed('-+--')).toEqual(['half-open', 'half-open', 'half-open', 'open'])
    expect(probed('---').at(-1)).toBe('open')
  })

  it('cannot be more than there are probes', () => {
    const rest = { consecutive: 5, openFor: 1_000 }
    expect(told({ ...rest, probes: 2, decision: { successes: 3 } })).toEqual([
      'it closes after 3 successes and lets 2 through: it can never close',
    ])
    expect(told({ ...rest, probes: 3, decision: { successes: 3 } })).toEqual([])
    expect(told({ ...rest, decision: { successes: 0 } })).toHaveLength(1)
  })

  it('are nothing for a window of time to have a capacity of', () => {
    const window = { window: 1_000, failureRate: 0.5, minimumCalls: 1, openFor: 5 }
    expect(told({ ...window, shareOf: 'capacity' })).toHaveLength(1)
  })
})
