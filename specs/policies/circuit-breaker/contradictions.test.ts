/** Options that are right one by one and make no sense together: found before anything runs. */
import { call, service, store, system } from 'gameday'
import { checkBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const openFor = 5_000
const lately = { window: 10_000, failureRate: 0.5, minimumCalls: 20, openFor }
const last = { lastCalls: 10, failureRate: 0.5, openFor }

const told = (options: unknown) =>
  checkBreaker(options, '').map(({ where = '', what }) => `${where}: ${what}`)

describe('E1 options of a breaker that contradict each other', () => {
  it.each([
    [
      { ...last, minimumCalls: 20 },
      'minimumCalls: minimumCalls is 20, and the window holds 10 calls: it can never open',
    ],
    [
      { ...last, slowCallRate: 0.8 },
      'slowCallDuration: slowCallRate is 80%, and nothing says when a call is slow',
    ],
    [
      { ...last, slowCallDuration: 2_000 },
      'slowCallDuration: calls over 2s are slow, and no share of them opens it',
    ],
    [
      { ...last, slowCallRate: 1, slowCallDuration: 2_000, timeout: 1_000 },
      'slowCallDuration: a call is slow after 2s, and given up after 1s: none is ever slow',
    ],
    [
      { ...last, failureRate: 1, trips: 'exceeded' },
      'failureRate: failureRate is 100%, and no more than that can be exceeded: it can never open',
    ],
    [{ ...last, failureRate: 0 }, 'failureRate: 0 is not a number above 0 and up to 1'],
    [
      { ...last, probes: 3, decision: { after: 5 } },
      'decision: it decides after 5 results and lets 3 through: it can never close',
    ],
    [
      { consecutive: 5, openFor, decision: { after: 1 } },
      'decision: 5 failures in a row are no rate that could decide over probes',
    ],
    [
      { ...last, openFor: { base: 5_000, cap: 1_000 } },
      'openFor: the wait begins at 5s, above its cap of 1s',
    ],
    [
      { ...last, halfOpens: 'onTimer', probesFrom: 'passed' },
      'probesFrom: a timer makes it half-open at exactly the end of the wait, never only after it',
    ],
    [
      { ...last, afterHalfOpen: 'closed' },
      'afterHalfOpen: it becomes closed after being half-open for too long, which has no limit',
    ],
    [{ ...lately, minimumCalls: 0 }, 'minimumCalls: 0 is not a whole number from 1 to 1_000_000'],
    [
      { ...lately, window: 5, ring: 'timer' },
      "buckets: 10 buckets in 5ms are shorter than a timer's millisecond",
    ],
  ])('such as %j', (options, problem) => {
    expect(told(options)).toEqual([problem])
  })

  it.each([
    { ...last, failureRate: 0, trips: 'exceeded' },
    { ...lately, failureRate: 1, trips: 'exceeded', counts: 'asked', minimumCalls: 0 },
    { lastCalls: 10, slowCallRate: 0.5, slowCallDuration: 100, openFor },
    { ...last, probes: 3, decision: { after: 5 }, lateResults: 'applied' },
    { ...last, openFor: [1_000, 2_000], decision: { tolerate: 0 } },
  ])('but not %j', options => {
    expect(told(options)).toEqual([])
  })

  it('are told where the system is declared, in its units', () => {
    const declare = () =>
      system('shop', {
        web: service({
          handle: call('db', {
            breaker: { lastCalls: 5, minimumCalls: 9, failureRate: '50%', openFor: '1s' },
          }),
        }),
        db: store({ time: '1ms' }),
      })
    expect(declare).toThrow('minimumCalls is 9, and the window holds 5 calls')
    expect(declare).toThrow('write minimumCalls: 5, or lastCalls: 9')
  })
})
