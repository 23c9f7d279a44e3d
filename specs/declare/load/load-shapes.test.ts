/** Mistakes in shapes of load, each with its figures. */
import {
  burst,
  clients,
  diurnal,
  type LoadShape,
  ramp,
  spike,
  steps,
  store,
  system,
  trace,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../../kernel/support/mistakes.ts'
import { db, told } from '../support/told.ts'

describe('A11 a shape of load', () => {
  const of = (load: unknown, more = {}): string =>
    told({ users: clients(anything({ load, call: 'db', ...more })), db }).join('\n')

  it.each([
    [ramp({ from: '5/s', to: '5/s', over: '1s' }), 'a ramp from 5/s to 5/s changes nothing'],
    [ramp({ from: '5/s', to: '9/s', over: 0 }), 'no time at all'],
    [
      burst({ from: '1/s', to: '9/s', every: '5s', for: '10s' }),
      'bursts of 10s every 5s never end',
    ],
    [diurnal({ low: '9/s', high: '3/s' }), 'low is 9/s and high is 3/s'],
    [steps([]), 'the list is empty'],
    [steps([{ rate: '0/s' }]), 'a rate of 0 offers no load'],
    [steps([{ rate: '1/s' }, { rate: '2/s' }]), 'level #1 does not say for how long'],
    [trace({ arrivals: [5, 9, 7] }), 'arrival #3 at 7ms comes before #2 at 9ms'],
    [trace({ arrivals: '5\n\nten' }), 'line 3, "ten", is no number from 0 on'],
    [trace({ perSecond: [0, 0] }), 'a rate of 0 offers no load'],
    [trace({ perSecond: [] }), 'nothing was recorded'],
    [trace(anything({ perSecond: [1], arrivals: [1] })), 'there is no option "perSecond"'],
    [{ shape: 'sawtooth' }, 'an object is no shape of load'],
    ['100/s', '"100/s" is no shape of load'],
  ])('that makes no sense is met with what is wrong: %j', (load, what) => {
    expect(of(load)).toContain(what)
  })

  it('stands alone', () => {
    const load = trace({ arrivals: [1] })
    expect(of(load, { rate: '1/s' })).toContain('either a rate or users, or it has a shape')
    expect(of(load, { arrivals: 'steady' })).toContain('recorded arrivals come when they came')
    expect(of(load)).toBe('')
  })
})

describe('A11 the usual rate of a shape', () => {
  /** Four slots of 50 ms each do 80 requests a second. */
  const warned = (load: LoadShape): boolean => {
    const busy = store({ concurrency: 4, time: '50ms' })
    const shop = system('shop', { users: clients({ load, call: 'busy' }), busy })
    return shop.warnings.length > 0
  }

  it.each([
    ['what a ramp leads to', ramp({ from: '1/s', to: '90/s', over: '1m' }), true],
    ['what a spike leaves', spike({ from: '9/s', to: '900/s', at: '1m', for: '9s' }), false],
    ['the mean of bursts', burst({ from: '1/s', to: '200/s', every: '2s', for: '1s' }), true],
    ['the mean of a day', diurnal({ low: '0/s', high: '150/s' }), false],
    ['the mean of a trace', trace({ perSecond: [100, 90] }), true],
    ['as many as came', trace({ arrivals: [0, 500, 1_000] }), false],
  ])('by which an overload at rest is told is %s', (_what, load, isOverload) => {
    expect(warned(load)).toBe(isOverload)
  })
})
