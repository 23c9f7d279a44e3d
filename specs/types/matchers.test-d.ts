/** What a matcher may be asked about a run, as the compiler sees it. */
import {
  allOf,
  call,
  clients,
  errorRate,
  goal,
  isDown,
  queueOf,
  rate,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { expect as expectRun } from 'gameday/expect'
import { expect } from 'gameday/vitest'
import { toStayAvailable, toTripCircuit } from 'gameday/matchers'
import { describe, expect as plainExpect, expectTypeOf, it } from 'vitest'

const shop = system('shop', {
  shoppers: clients({ rate: '100/s', call: 'web' }),
  web: service({ handle: [call('db', { breaker: { consecutive: 5, openFor: '5s' } })] }),
  db: store({ time: '5ms' }),
})
const fault = slow('db', { by: '1s' }).at('1s').for('1s')
const run = simulate(shop, { for: '10s', faults: [fault] })

describe('expect of gameday/vitest, given a run', () => {
  it('takes the names of its system', () => {
    expect(run).toStayAvailable('60%')
    expect(run).not.toStayAvailable(0.999, { on: 'web->db', during: fault })
    expect(run).toNotExceedP99(500, { at: 'db', between: ['1s', '2s'] })
    expect(run).toNotExceedP99('500ms', { class: 'shoppers', after: fault })
    expect(run, 'in the end').not.toTripCircuit('web->db', { within: '5s' })
  })

  it('refuses other names', () => {
    // @ts-expect-error: the call goes the other way
    expect(run).toTripCircuit('db->web')
    // @ts-expect-error: the same, after .not
    expect(run).not.toTripCircuit('db->web')
    // @ts-expect-error: there is no such component
    expect(run).toStayAvailable('99%', { at: 'dbb' })
    // @ts-expect-error: there is no such call
    expect(run).toNotExceedP99('1s', { on: 'web->dbb' })
    // @ts-expect-error: there is no such class of requests
    expect(run).toStayAvailable('99%', { class: 'checkout' })
  })

  it('takes and refuses names of all that load is about', () => {
    expect(run).toNotAmplifyLoad(2, { on: 'web->db' })
    expect(run).not.toNotAmplifyLoad(2, { at: 'db', during: fault })
    expect(run).toBoundQueue('db', { depth: 10, wait: '1s' })
    expect(run).toNotWaste('5%', { at: 'db' })
    expect(run).toServeCorrectData('99%', { at: 'db' })
    expect(run).toStayWithinErrorBudget('99%', { on: 'web->db', timeSlices: { of: '5s' } })
    expect(run).toShedRatherThanCollapse('80%', { at: 'db', capacity: '10/s' })
    // @ts-expect-error: there is no such component
    expect(run).toShedRatherThanCollapse('80%', { at: 'dbb' })
    // @ts-expect-error: there is no such call
    expect(run).toStayWithinErrorBudget('99%', { on: 'web->dbb' })
    // @ts-expect-error: there is no such call
    expect(run).toNotAmplifyLoad(2, { on: 'web->dbb' })
    // @ts-expect-error: there is no such component
    expect(run).toBoundQueue('dbb', { depth: 10 })
    // @ts-expect-error: there is no queue
    expect(run).toLoseNothing({ queue: 'orders' })
    expect(run).toLoseNothing({ in: 'orders', of: 'placed' })
    expect(run).toHandleOnce('charges', { of: 'orders' })
    expect(run).toAnswer('money', [{ sum: 1 }])
    // @ts-expect-error: a function is no answer
    expect(run).toAnswer('money', () => 1)
    // @ts-expect-error: there is no such component
    expect(run).toNotWaste('5%', { at: 'dbb' })
  })

  it('takes and refuses names of all that failures are about', () => {
    expect(run).toRecoverWithin('5s', { of: goal.latency('p99', '1s', { at: 'db' }), after: fault })
    expect(run).not.toRecoverWithin('5s')
    expect(run).toReturnToSteadyState({ tolerance: '5%', within: '1s', on: 'web->db' })
    expect(run).toContainBlastRadius({ to: ['db', 'web'], share: '1%' })
    expect(run).toDegradeGracefully('90%', { class: 'shoppers' })
    // @ts-expect-error: there is no such component
    expect(run).toRecoverWithin('5s', { of: goal.availability('99%', { at: 'dbb' }) })
    // @ts-expect-error: a breaker is nothing to ask of each step
    expect(run).toRecoverWithin('5s', { of: goal.trips('web->db') })
    // @ts-expect-error: there is no such component
    expect(run).toContainBlastRadius({ to: ['dbb'] })
    // @ts-expect-error: there is no such call
    expect(run).toReturnToSteadyState({ on: 'web->dbb' })
    // @ts-expect-error: there is no such class of requests
    expect(run).toDegradeGracefully('90%', { class: 'checkout' })
  })

  it('takes and refuses names of states', () => {
    expect(run).toReach(queueOf('db').above(5), { during: fault })
    expect(run).not.toReach(allOf(isDown('db'), errorRate('web->db').above('50%')))
    expect(run).not.toReach(rate('shoppers').above('1000/s'))
    // @ts-expect-error: there is no such component
    expect(run).toReach(queueOf('dbb').above(5))
    // @ts-expect-error: a number alone is no state
    expect(run).toReach(queueOf('db'))
    // @ts-expect-error: a state is whose it is, and the window says no more than when
    expect(run).toReach(queueOf('db').above(5), { at: 'db' })
  })

  it('takes and refuses names of what need not be exercised', () => {
    expect(run).not.toCover({ except: ['breaker', 'web->db'] })
    expect([run, run]).not.toCover()
    expectRun([run]).not.toCover()
    // @ts-expect-error: there is no such call
    expect(run).toCover({ except: ['web->dbb'] })
    // @ts-expect-error: several runs are not judged together by that
    expectRun([run]).toStayAvailable('99%')
  })

  it('refuses quantities that do not say what they are', () => {
    // @ts-expect-error: a share as a text has a per cent sign
    expect(run).toStayAvailable('99.9')
    // @ts-expect-error: a duration as a text has a unit
    expect(run).toNotExceedP99('500')
    // @ts-expect-error: so has this one
    expect(run).toTripCircuit('web->db', { within: '5' })
  })

  it('is Vitest’s own expect in all else', () => {
    expect(run).toBe(run)
    expect(run.availability()).toBeCloseTo(1)
    expect(JSON.parse('1')).toBe(1)
    expect({ run }).toEqual({ run: expect.toStayAvailable('60%') })
    expect({ run }).toEqual({ run: expect.not.toNotExceedP99('5s') })
    expect.soft(1).toBe(1)
    // @ts-expect-error: there is no such matcher
    expect(run).toBeLucky()
  })
})

describe('Vitest’s plain expect', () => {
  it('takes any name, and checks it when the spec runs', () => {
    plainExpect(run).toStayAvailable('60%', { at: 'anything' })
    plainExpect(run).not.toTripCircuit('anything')
    expectTypeOf(plainExpect(run).toTripCircuit).parameter(0).toBeString()
    plainExpect({ run }).toEqual({ run: plainExpect.toStayAvailable('60%') })
    // @ts-expect-error: a share as a text has a per cent sign
    plainExpect(run).toStayAvailable('99.9')
  })
})

describe('a matcher as a plain function', () => {
  it('takes the names of the run, and answers whether it passes', () => {
    expectTypeOf(toStayAvailable(run, '60%').pass).toBeBoolean()
    expectTypeOf(toTripCircuit(run, 'web->db').message()).toBeString()
    // @ts-expect-error: there is no such call
    toTripCircuit(run, 'web->dbb')
    // @ts-expect-error: this is no run
    toStayAvailable(shop, '60%')
  })

  it('takes a run of any system', () => {
    const judge = (any: Run): boolean => toStayAvailable(any, '60%').pass
    expectTypeOf(judge(run)).toBeBoolean()
  })
})
