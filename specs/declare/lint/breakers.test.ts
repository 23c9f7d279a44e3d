/** Rules about circuit breakers: a wrong declaration of each, its twin, and a run that shows it. */
import { call, clients, errors, service, simulate, slow, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, told, warned, withCall } from './support/told.ts'

const timeout = '100ms'

const lately = (minimumCalls: number) =>
  ({ window: '1s', failureRate: 0.5, openFor: '5s', minimumCalls }) as const

describe('breaker-without-timeout', () => {
  it('tells of a breaker that slow calls do not open', () => {
    expect(told({ breaker: lately(20) })).toEqual([
      'breaker-without-timeout api->db: no time-out makes a slow call a failure, so that the ' +
        'breaker opens on errors only',
    ])
    expect(told({ breaker: lately(20), timeout })).toEqual([])
    expect(told({ breaker: lately(20), deadline: '1s' })).toEqual([])
    const slowToo = { slowCallRate: 0.5, slowCallDuration: '1s' } as const
    expect(told({ breaker: { ...lately(20), ...slowToo } })).toEqual([])
    expect(told({ breaker: { consecutive: 5, openFor: '5s', timeout: '1s' } })).toEqual([])
  })

  it('is true in a run', () => {
    const opened = (options: CallOptions) => {
      const faults = [slow('db', { by: '30s' }).at('5s').for('20s')]
      return simulate(withCall(options), { for: '30s', faults }).on('api->db').breaker.length > 0
    }
    expect(opened({ breaker: lately(20) })).toBe(false)
    expect(opened({ breaker: lately(20), timeout })).toBe(true)
  })
})

describe('breaker-below-minimum', () => {
  it('tells of a breaker that never sees as many calls as it needs', () => {
    // 100 requests a second, half of them for each replica: 50 in a second.
    expect(told({ breaker: lately(100), timeout })).toEqual([
      'breaker-below-minimum api->db: about 50 calls come in a window of 1s for each replica, ' +
        'and the breaker opens after 100 at the least',
    ])
    expect(fixes(withCall({ breaker: lately(100), timeout }))).toEqual([
      'write minimumCalls: 25, or a longer window',
    ])
    expect(told({ breaker: lately(40), timeout })).toEqual([])
  })

  it('counts all retries, which come when it matters, and what chance may bring', () => {
    const retry = { attempts: 3, base: '10ms' } as const
    expect(told({ breaker: lately(100), timeout, retry })).toEqual([])
    expect(told({ breaker: lately(60), timeout })).toEqual([])
  })

  it('is true in a run', () => {
    const opened = (minimum: number) => {
      const shop = withCall({ breaker: lately(minimum), timeout })
      const run = simulate(shop, { for: '1m', faults: [errors('db')] })
      return run.on('api->db').breaker.length > 0
    }
    expect(opened(100)).toBe(false)
    expect(opened(40)).toBe(true)
  })
})

describe('breaker-on-one-call', () => {
  const rare = (minimumCalls: number, window: '1s' | '30s') =>
    system('rare', {
      users: clients({ rate: '1/s', call: 'api' }),
      api: service({
        handle: call('db', {
          timeout,
          breaker: { window, failureRate: 0.5, minimumCalls, openFor: '5s' },
        }),
      }),
      db: store({ time: '5ms' }),
    })

  it('tells of a breaker that a single failure opens', () => {
    expect(warned(rare(1, '1s'))).toEqual([
      'breaker-on-one-call api->db: about 1 calls come in a window of 1s, and minimumCalls is 1: ' +
        'a single failure opens the breaker',
    ])
    expect(fixes(rare(1, '1s'))).toEqual([
      "write minimumCalls: 5 and window: '10s', or consecutive: 5",
    ])
    expect(warned(rare(5, '30s'))).toEqual([])
  })

  it('is true in a run: one error in twenty is enough', () => {
    const openings = (minimum: number, window: '1s' | '30s') => {
      const faults = [errors('db', { rate: 0.05 })]
      return simulate(rare(minimum, window), { for: '5m', faults }).on('api->db').breaker.length
    }
    expect(openings(1, '1s')).toBeGreaterThan(10)
    expect(openings(5, '30s')).toBe(0)
  })
})
