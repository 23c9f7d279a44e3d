/** A law of chance that cannot be is explained, with all that is wrong in it at once. */
import { describe, expect, it } from 'vitest'
import {
  constant,
  empirical,
  erlang,
  exponential,
  gamma,
  logNormal,
  mean,
  mixture,
  normal,
  pareto,
  uniform,
  variance,
  weibull,
  zipf,
} from '../../../src/kernel/distributions/index.ts'
import { anything, mistakes, problemsOf } from '../support/mistakes.ts'

/** Every mistake in one line with its place. */
const told = (declare: () => unknown): string[] =>
  problemsOf(declare).map(({ what, where = '' }) => `${where}: ${what}`)

const wrong: readonly [() => unknown, string][] = [
  [() => constant('-1ms'), 'constant › value: "-1ms" is no duration: it is below zero'],
  [
    () => constant(1e16),
    'constant › value: 10000000000000000 is not a time of at most 31,000 years',
  ],
  [() => uniform('3s', '1s'), 'uniform: it runs from 3000 ms down to 1000 ms'],
  [() => exponential(0), 'exponential › mean: 0 is not a time above zero'],
  [() => exponential(1e-10), 'exponential › mean: 1e-10 is not a time above zero'],
  [() => exponential(anything(undefined)), 'exponential › mean: mean is missing'],
  [() => logNormal(anything('5ms')), 'logNormal: "5ms" is no set of options'],
  [() => logNormal({ mu: 4, sigma: -1 }), 'logNormal › sigma: -1 is not a number from 0 to 10'],
  [() => logNormal({ mu: 250, sigma: 1 }), 'logNormal › mu: 250 is not a number from -20 to 34'],
  [
    () => logNormal({ median: 1e-6, p99: 1e9 }),
    'logNormal: p99 is 1000000000000000 times the median',
  ],
  [() => pareto({ min: 1, shape: 0 }), 'pareto › shape: 0 is not a number from 0.05 to 1_000'],
  [
    () => weibull({ scale: 1, shape: -2 }),
    'weibull › shape: -2 is not a number from 0.05 to 1_000',
  ],
  [
    () => gamma({ shape: Number.NaN, mean: 1 }),
    'gamma › shape: NaN is not a number from 0.01 to 10_000',
  ],
  [
    () => gamma({ shape: anything('2'), mean: 1 }),
    'gamma › shape: "2" is not a number from 0.01 to 10_000',
  ],
  [
    () => erlang({ stages: 2.5, mean: 1 }),
    'erlang › stages: 2.5 is not a whole number from 1 to 10_000',
  ],
  [
    () => zipf({ items: 0, exponent: 1 }),
    'zipf › items: 0 is not a whole number from 1 to 10_000_000',
  ],
  [
    () => zipf({ items: 10_000_001, exponent: 1 }),
    'zipf › items: 10000001 is not a whole number from 1 to 10_000_000',
  ],
  [() => empirical({ samples: [] }), 'empirical › samples: the list is empty'],
  [() => empirical({ samples: anything(5) }), 'empirical › samples: 5 is no list'],
  [
    () => empirical({ samples: [1, -2] }),
    'empirical › samples › #2: -2 is no duration: it is below zero',
  ],
  [
    () => empirical({ histogram: [{ upTo: 5, count: 0 }] }),
    'empirical › histogram: every count is zero',
  ],
  [() => mixture([]), 'mixture › parts: the list is empty'],
  [() => mixture([{ weight: 0, of: '5ms' }]), 'mixture › parts: every weight is zero'],
  [
    () => mixture([{ weight: -1, of: '5ms' }]),
    'mixture › parts › #1 › weight: -1 is not a number from 0 to 1_000_000_000',
  ],
]

describe('a mistake in a word', () => {
  it('says where it stands and shows how the word is written', () => {
    expect(problemsOf(() => logNormal({ median: '9ms', p99: '2ms' }))).toEqual([
      {
        what: 'p99 (2 ms) is below the median (9 ms)',
        where: 'logNormal',
        fix: "write the two as measured, as in { median: '6ms', p99: '40ms' }",
      },
    ])
    expect(problemsOf(() => pareto(anything({ min: 0 })))).toEqual([
      { what: '0 is not a time above zero', where: 'pareto › min', fix: 'write "250ms"' },
      { what: 'shape is missing', where: 'pareto › shape', fix: 'write shape: 2.5' },
    ])
  })

  it('does not hide the others', () => {
    expect(told(() => normal(anything({ mean: Number.NaN, sd: 0, sdd: 1, men: 2 })))).toEqual([
      'normal › mean: NaN is no duration: it is not a finite number',
      'normal › sd: 0 is not a time above zero',
      'normal › sdd: there is no option "sdd"',
      'normal › men: there is no option "men"',
    ])
  })

  it('in a duration keeps the remedy of the duration', () => {
    expect(problemsOf(() => exponential(anything('4')))).toEqual([
      {
        what: '"4" is no duration: it has no unit',
        where: 'exponential › mean',
        fix: 'write "4ms", or the number 4 (milliseconds)',
      },
    ])
  })

  it('in the name of a field offers the right name', () => {
    expect(problemsOf(() => gamma(anything({ shape: 2, maen: '4ms' })))).toContainEqual({
      what: 'there is no option "maen"',
      where: 'gamma › maen',
      fix: 'did you mean "mean"?',
    })
  })

  it.each(wrong)('is found: %s %s', (declare, line) => {
    expect(told(declare)).toEqual([line])
  })

  it('in how far a log-normal law spreads asks for it', () => {
    expect(problemsOf(() => logNormal(anything({ median: '5ms' })))).toEqual([
      {
        what: 'how far it spreads is missing',
        where: 'logNormal',
        fix: "write p99: '40ms', or sigma: 0.8",
      },
    ])
    expect(told(() => logNormal(anything({ sgima: 1 })))).toEqual([
      'logNormal › median: median is missing',
      'logNormal › sgima: there is no option "sgima"',
      'logNormal: how far it spreads is missing',
    ])
    expect(told(() => logNormal(anything({ mean: '5ms', p99: '9ms' })))).toEqual([
      'logNormal › sigma: sigma is missing',
      'logNormal › p99: there is no option "p99"',
    ])
  })

  it('in a histogram names the bin', () => {
    const falling = (count: number) => [
      { upTo: '5ms' as const, count: 1 },
      { upTo: '9ms' as const, count },
      { upTo: '9ms' as const, count: 1 },
    ]

    expect(told(() => empirical({ histogram: falling(-1) }))).toEqual([
      'empirical › histogram › #2 › count: -1 is not a number from 0 to 9_007_199_254_740_991',
    ])
    expect(told(() => empirical({ histogram: falling(1) }))).toEqual([
      'empirical › histogram: bin #3 does not end above bin #2',
    ])
  })

  it('in a list of ten thousand is told twenty times, and a hole in it is one', () => {
    const samples = Array.from({ length: 10_000 }, () => -1)

    expect(mistakes(() => empirical({ samples }))).toHaveLength(20)
    expect(told(() => empirical({ samples: anything(Array(1)) }))).toEqual([
      'empirical › samples › #1: undefined is no duration: it is neither a text nor a number',
    ])
  })

  it('in what is asked for its mean is told as anywhere', () => {
    expect(told(() => mean(anything(undefined)))).toEqual([': undefined is no distribution'])
    expect(told(() => variance(anything({ kind: Object.create(null) })))).toEqual([
      ': there is no distribution of the kind an object',
    ])
  })
})
