/** Mistakes in the options of a breaker: all told at once, with what to write instead. */
import { type BreakerOptions, checkBreaker, CircuitBreaker } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const where = 'call "product->db", breaker'
const window = { window: 10_000, failureRate: 0.5, minimumCalls: 20, openFor: 5_000 }
const row = { consecutive: 5, openFor: 5_000 }

const told = (options: unknown) =>
  checkBreaker(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a breaker', () => {
  it.each([
    row,
    { ...row, probes: 3 },
    window,
    { ...window, buckets: 1 },
    { ...window, failureRate: 1, minimumCalls: 1, window: 0.5, openFor: 0.1 },
    { ...window, consecutive: undefined },
    { ...row, window: undefined, probes: undefined },
  ])('may be %j', options => {
    expect(checkBreaker(options, where)).toEqual([])
  })

  it('are told all their mistakes at once, each with its place and its remedy', () => {
    const options = { window: -1, failureRate: 50, minimumCalls: 0.5, openFor: NaN, probes: 0 }
    expect(checkBreaker(options, where)).toEqual([
      {
        what: '-1 is not a number of milliseconds above 0',
        where: `${where} › window`,
        fix: 'write window: 10_000',
      },
      {
        what: '50 is not a number above 0 and up to 1',
        where: `${where} › failureRate`,
        fix: 'write failureRate: 0.5',
      },
      {
        what: '0.5 is not a whole number from 1 to 1_000_000',
        where: `${where} › minimumCalls`,
        fix: 'write minimumCalls: 20',
      },
      {
        what: 'NaN is not a number of milliseconds above 0',
        where: `${where} › openFor`,
        fix: 'write openFor: 5_000',
      },
      {
        what: '0 is not a whole number from 1 to 1_000_000',
        where: `${where} › probes`,
        fix: 'write probes: 1',
      },
    ])
  })

  it.each([
    ['window', 0],
    ['window', Infinity],
    ['window', '10s'],
    ['failureRate', 0],
    ['failureRate', 1.01],
    ['failureRate', NaN],
    ['minimumCalls', 0],
    ['minimumCalls', Infinity],
    ['buckets', 0],
    ['buckets', 2.5],
    ['buckets', 1_001],
    ['openFor', 0],
    ['openFor', -1],
    ['openFor', null],
    ['probes', 1.5],
    ['probes', Infinity],
  ])('refuse a %s of %j', (name, value) => {
    expect(told({ ...window, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: .+ is not a (whole )?number `)),
    ])
  })

  it.each([0, -1, 1.5, NaN, Infinity, '5'])('refuse %j failures in a row', consecutive => {
    expect(told({ ...row, consecutive })).toEqual([
      expect.stringMatching(/^consecutive: .+ is not a whole number from 1 to 1_000_000$/),
    ])
  })

  it('name what is missing', () => {
    expect(checkBreaker({ window: 10_000, openFor: undefined }, where)).toEqual([
      {
        what: 'failureRate is missing',
        where: `${where} › failureRate`,
        fix: 'write failureRate: 0.5',
      },
      {
        what: 'minimumCalls is missing',
        where: `${where} › minimumCalls`,
        fix: 'write minimumCalls: 20',
      },
      { what: 'openFor is missing', where: `${where} › openFor`, fix: 'write openFor: 5_000' },
    ])
  })

  it('say so when nothing tells when to open', () => {
    expect(told({ openFor: 5_000 })).toEqual([': nothing says when the breaker opens'])
    expect(told({ failureRate: 2, openFor: 5_000 })).toEqual([
      'failureRate: 2 is not a number above 0 and up to 1',
      ': nothing says when the breaker opens',
    ])
  })

  it('take one rule, not two', () => {
    expect(told({ ...window, ...row })).toEqual([
      ': consecutive and window are rules for opening, and a breaker has one',
    ])
  })

  it('guess what a misspelt option was meant to be', () => {
    expect(checkBreaker({ ...row, probe: 3 }, where)).toEqual([
      {
        what: 'there is no option "probe"',
        where: `${where} › probe`,
        fix: 'did you mean "probes"?',
      },
    ])
    expect(told({ ...row, failureRate: 0.5, buckets: 10 })).toEqual([
      'failureRate: there is no option "failureRate"',
      'buckets: there is no option "buckets"',
    ])
  })

  it.each([undefined, null, 5, 'open', [], () => {}])('are an object, not %s', options => {
    expect(told(options)).toEqual([expect.stringMatching(/^: .+ is no set of options$/)])
  })
})

describe('a breaker', () => {
  it('is not made of mistaken options', () => {
    const options: BreakerOptions = { consecutive: 0, openFor: -5 }
    expect(() => new CircuitBreaker(options, { where })).toThrow(
      expect.objectContaining({ name: 'UsageError', problems: checkBreaker(options, where) }),
    )
  })

  it('calls itself circuit breaker when it has no other name', () => {
    const options: BreakerOptions = { consecutive: 0, openFor: 1 }
    expect(() => new CircuitBreaker(options)).toThrow(/where: circuit breaker/)
  })
})
