/** The matchers in Vitest, in Jest's own `expect`, and as plain functions. */
import * as matchers from 'gameday/matchers'
import { expect as typedExpect } from 'gameday/vitest'
import { expect as jestExpect } from 'expect'
import { describe, expect, it } from 'vitest'
import { start } from 'gameday'
import { broken, healthy, nobodyComes, quietEnd, shop } from '../judge/support/outage.ts'
import { told } from './support/told.ts'

jestExpect.extend(matchers)

const runners = [
  ['gameday/vitest', typedExpect],
  ['Vitest', expect],
  ['Jest', jestExpect as unknown as typeof expect],
] as const

const nobody = { at: 'db', between: nobodyComes } as const

describe.each(runners)('the expect of %s', (_, their) => {
  it('passes what holds, and its opposite fails', () => {
    their(broken).toStayAvailable('49%')
    their(broken).toNotExceedP99('10ms')
    their(broken).toTripCircuit('web->db', { within: '90ms' })
    expect(() => their(broken).not.toStayAvailable('49%')).toThrow('wanted < 49%')
    expect(() => their(broken).not.toNotExceedP99('10ms')).toThrow('wanted > 10ms')
    expect(() => their(broken).not.toTripCircuit('web->db')).toThrow('wanted it to stay closed')
  })

  it('fails what is broken, and its opposite passes', () => {
    their(broken).not.toStayAvailable('50%')
    their(broken).not.toNotExceedP99('9ms')
    their(healthy).not.toTripCircuit('web->db')
    expect(() => their(broken).toStayAvailable('50%')).toThrow('availability 49%, wanted >= 50%')
    expect(() => their(broken).toNotExceedP99('9ms')).toThrow('p99 10ms, wanted <= 9ms')
    expect(() => their(healthy).toTripCircuit('web->db')).toThrow('never opened')
  })

  it('fails what is unknown, with .not as without', () => {
    expect(() => their(quietEnd).toStayAvailable('1%', nobody)).toThrow('unknown')
    expect(() => their(quietEnd).not.toStayAvailable('1%', nobody)).toThrow('unknown')
    expect(() => their(quietEnd).toNotExceedP99('1h', nobody)).toThrow('unknown')
    expect(() => their(quietEnd).not.toNotExceedP99('1h', nobody)).toThrow('unknown')
  })

  it('takes them inside a larger value', () => {
    their({ run: broken }).toEqual({ run: their.toStayAvailable('49%') })
    expect(() => their([broken]).toEqual([their.not.toStayAvailable('50%')])).not.toThrow()
    their({ run: broken }).not.toEqual({ run: their.toStayAvailable('50%') })
    their({ run: quietEnd }).not.toEqual({ run: their.toStayAvailable('1%', nobody) })
    their({ run: quietEnd }).not.toEqual({ run: their.not.toStayAvailable('1%', nobody) })
  })

  it('prints a short difference when one inside fails', () => {
    const failing = () => their({ run: broken }).toEqual({ run: their.toStayAvailable('50%') })
    const { length } = told(failing)
    expect(length).toBeLessThan(1_000)
  })

  it('checks names and quantities when the spec runs', () => {
    const asked =
      (...[goal, question]: unknown[]) =>
      () =>
        their(broken).toStayAvailable(goal as '1%', question as object)
    expect(asked('99.9')).toThrow('99.9')
    expect(asked('99%', { at: 'dbb' })).toThrow('did you mean "db"?')
    expect(asked('99%', { at: 'db', on: 'web->db' })).toThrow('give one of at, on and class')
    expect(() => their(broken).not.toTripCircuit('web->dbb')).toThrow('"web->db"')
  })
})

describe('what is no run', () => {
  it.each([
    [undefined, 'was given undefined', 'simulate(system'],
    [0.999, 'was given the number 0.999', 'simulate(system'],
    ['shop', 'was given the text "shop"', 'simulate(system'],
    [{}, 'was given an object', 'simulate(system'],
    [shop, 'was given a System', 'simulate(system'],
    [start(shop, { for: '1s' }), 'was given a Simulation', 'simulation.finish()'],
    [Promise.resolve(broken), 'was given a promise', 'await it'],
    [() => broken, 'was given a function', 'call it'],
    [Symbol('run'), 'was given a symbol', 'simulate(system'],
    [{ recording: broken.recording }, 'was given an object', 'simulate(system'],
  ])('is told what it is: %s', (value, what, fix) => {
    expect(() => expect(value).toStayAvailable('99%')).toThrow(what)
    expect(() => expect(value).not.toNotExceedP99('1s')).toThrow(fix)
  })

  it('may look like one: a run of another copy of the package answers for itself', () => {
    const { recording } = broken
    const ask = ['availability', 'latency', 'requests', 'slowerThan', 'at', 'on'] as const
    const methods = ask.map(name => [name, (broken[name] as () => unknown).bind(broken)])
    expect({ recording, ...Object.fromEntries(methods) }).toStayAvailable('49%')
  })
})

describe('a matcher without a runner', () => {
  it('answers whether it passes, and why not', () => {
    const { toStayAvailable, toNotExceedP99, toTripCircuit } = matchers
    expect(toStayAvailable(broken, '49%').pass).toBe(true)
    expect(toStayAvailable(broken, '50%').pass).toBe(false)
    expect(toStayAvailable(quietEnd, '1%', nobody).pass).toBe(false)
    expect(toNotExceedP99(broken, '9ms').message()).toContain('wanted <= 9ms')
    expect(toTripCircuit(broken, 'web->db').message()).toContain('wanted it to stay closed')
  })
})
