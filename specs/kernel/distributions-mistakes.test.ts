/** A law of chance that cannot be is explained, with all that is wrong in it at once. */
import { describe, expect, it } from 'vitest'
import {
  constant,
  empirical,
  erlang,
  exponential,
  gamma,
  logNormal,
  mixture,
  normal,
  pareto,
  uniform,
  weibull,
  zipf,
} from '../../src/kernel/distributions/index.ts'
import { anything, mistakes, problemsOf } from './support/mistakes.ts'

const wrong: readonly [string, () => unknown, string][] = [
  ['constant', () => constant('-1ms' as '1ms'), '"value": "-1ms" is no duration: it is below zero'],
  ['constant', () => constant(1e16), '"value" is 10000000000000000: over 31,000 years'],
  ['uniform', () => uniform('3s', '1s'), 'it runs from 3000 ms down to 1000 ms'],
  ['exponential', () => exponential(0), '"mean" is 0, and must be above zero'],
  ['exponential', () => exponential(anything(undefined)), '"mean" is missing'],
  ['logNormal', () => logNormal(anything('5ms')), '"5ms" stands where an object is wanted'],
  ['logNormal', () => logNormal({ mu: 4, sigma: -1 }), '"sigma" is -1, and must be from 0 to 10'],
  ['logNormal', () => logNormal({ mu: 250, sigma: 1 }), '"mu" is 250, and must be from -20 to 34'],
  [
    'logNormal',
    () => logNormal({ median: 1e-6, p99: 1e9 }),
    'p99 is 1000000000000000 times the median',
  ],
  ['pareto', () => pareto({ min: 1, shape: 0 }), '"shape" is 0, and must be from 0.05 to 1_000'],
  [
    'weibull',
    () => weibull({ scale: 1, shape: -2 }),
    '"shape" is -2, and must be from 0.05 to 1_000',
  ],
  [
    'gamma',
    () => gamma({ shape: Number.NaN, mean: 1 }),
    '"shape" is NaN, and must be from 0.01 to 10_000',
  ],
  ['gamma', () => gamma({ shape: anything('2'), mean: 1 }), '"shape" is "2", and must be a number'],
  [
    'erlang',
    () => erlang({ stages: 2.5, mean: 1 }),
    '"stages" is 2.5, and must be a whole number from 1 to 10_000',
  ],
  [
    'zipf',
    () => zipf({ items: 0, exponent: 1 }),
    '"items" is 0, and must be a whole number from 1 to 10_000_000',
  ],
  [
    'zipf',
    () => zipf({ items: 10_000_001, exponent: 1 }),
    '"items" is 10000001, and must be a whole number from 1 to 10_000_000',
  ],
  ['empirical', () => empirical({ samples: [] }), '"samples" is empty'],
  ['empirical', () => empirical({ samples: anything(5) }), '"samples" is 5, and must be a list'],
  [
    'empirical',
    () => empirical({ samples: [1, -2] }),
    '"sample": -2 is no duration: it is below zero',
  ],
  ['empirical', () => empirical({ histogram: [{ upTo: 5, count: 0 }] }), 'every count is zero'],
  ['mixture', () => mixture([]), '"parts" is empty'],
  ['mixture', () => mixture([{ weight: 0, of: '5ms' }]), 'every weight is zero'],
  [
    'mixture',
    () => mixture([{ weight: -1, of: '5ms' }]),
    '"weight" is -1, and must be from 0 to 1_000_000_000',
  ],
]

describe('a mistake in a word', () => {
  it('says where it stands and shows how the word is written', () => {
    expect(problemsOf(() => logNormal({ median: '9ms', p99: '2ms' }))).toEqual([
      {
        what: 'p99 (2 ms) is below the median (9 ms)',
        where: 'logNormal',
        fix: "write for example logNormal({ median: '6ms', p99: '40ms' })",
      },
    ])
  })

  it('does not hide the others', () => {
    expect(mistakes(() => normal(anything({ mean: Number.NaN, sd: 0, sdd: 1 })))).toEqual([
      'there is no field "sdd" here',
      '"mean": NaN is no duration: it is not a finite number',
      '"sd" is 0, and must be above zero',
    ])
  })

  it('in a duration keeps the remedy of the duration', () => {
    expect(problemsOf(() => exponential(anything('4')))).toEqual([
      {
        what: '"mean": "4" is no duration: it has no unit',
        where: 'exponential',
        fix: 'write "4ms", or the number 4 (milliseconds)',
      },
    ])
  })

  it('in the name of a field offers the right name', () => {
    const [problem] = problemsOf(() => gamma(anything({ shape: 2, maen: '4ms' })))

    expect(problem!.what).toBe('there is no field "maen" here')
    expect(problem!.fix).toBe('did you mean "mean"?')
  })

  it.each(wrong)('is found in %s', (_, declare, what) => {
    expect(mistakes(declare)).toEqual([what])
  })

  it('in how far a log-normal law spreads asks for it', () => {
    expect(mistakes(() => logNormal(anything({ median: '5ms' })))).toEqual([
      'how far it spreads is missing: "p99" or "sigma"',
    ])
    expect(mistakes(() => logNormal(anything({ mean: '5ms', p99: '9ms' })))).toEqual([
      'there is no field "p99" here',
      '"sigma" is missing',
    ])
  })

  it('in a histogram names the bin', () => {
    const falling = [
      { upTo: '5ms', count: 1 },
      { upTo: '9ms', count: -1 },
      { upTo: '9ms', count: 1 },
    ] as const

    expect(problemsOf(() => empirical({ histogram: falling }))).toMatchObject([
      {
        what: '"count" is -1, and must be from 0 to 9_007_199_254_740_991',
        where: 'empirical, bin 2',
      },
      { what: 'bin 3 does not end above bin 2', where: 'empirical' },
    ])
  })

  it('in a list of ten thousand is told twenty times, and a hole in it is one', () => {
    const samples = Array.from({ length: 10_000 }, () => -1)

    expect(mistakes(() => empirical({ samples }))).toHaveLength(20)
    expect(mistakes(() => empirical({ samples: anything(Array(1)) }))).toEqual([
      '"sample" is missing',
    ])
  })
})
