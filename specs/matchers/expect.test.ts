/** The `expect` that needs no test runner. */
import { call, clients, crash, service, simulate, store, system, UsageError } from 'gameday'
import { expect as expectRun } from 'gameday/expect'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({
    handle: call('db', { timeout: '100ms', breaker: { consecutive: 3, openFor: '5s' } }),
  }),
  db: store({ time: '5ms' }),
})
const calm = simulate(shop, { for: '10s' })
const broken = simulate(shop, { for: '10s', faults: [crash('db').at('5s')] })

describe('expect without a test runner', () => {
  it('says nothing of goals that hold', () => {
    expectRun(calm).toStayAvailable('99%')
    expectRun(calm).toNotExceedP99('50ms')
    expectRun(broken).toTripCircuit('web->db')
    expectRun(broken).not.toStayAvailable('99%')
    expectRun(calm).not.toTripCircuit('web->db')
  })

  it('throws an assertion for goals that do not', () => {
    const goals = [
      () => expectRun(broken).toStayAvailable('99%'),
      () => expectRun(broken).toNotExceedP99('50ms'),
      () => expectRun(calm).toTripCircuit('web->db'),
      () => expectRun(calm).not.toStayAvailable('99%'),
    ]
    for (const goal of goals)
      expect(goal).toThrow(expect.objectContaining({ name: 'AssertionError' }))
    expect(goals[0]).toThrow(/^shop: availability .*%, wanted >= 99%/)
  })

  it('throws on either side of `not` when there was nothing to judge', () => {
    const quiet = { between: ['0ms', '50ms'] } as const
    expect(calm.requests(quiet).issued).toBe(0)
    expect(() => expectRun(calm).toStayAvailable('1%', quiet)).toThrow(/unknown/)
    expect(() => expectRun(calm).not.toStayAvailable('1%', quiet)).toThrow(/unknown/)
  })

  it('teaches what is no goal', () => {
    expect(() => expectRun(calm).toStayAvailable('99.9' as never)).toThrow(UsageError)
  })
})
