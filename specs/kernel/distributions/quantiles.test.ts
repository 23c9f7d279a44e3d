/** The quantiles of every law are the published ones, and its words mean what they say. */
import { describe, expect, it } from 'vitest'
import {
  compile,
  type Distribution,
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
} from '../../../src/kernel/distributions/index.ts'

/** Computed with scipy 1.17, which shares no code with ours. */
describe('quantiles at 0.5 and 0.99', () => {
  const pinned: readonly [string, Distribution, number, number][] = [
    ['uniform', uniform(2, 10), 6, 9.92],
    ['exponential', exponential(4), 4 * Math.LN2, 4 * Math.log(100)],
    [
      'log-normal (4, 0.5)',
      logNormal({ mu: 4, sigma: 0.5 }),
      54.598150033144236,
      174.71812080283502,
    ],
    [
      'log-normal (-0.5, 0.3)',
      logNormal({ mu: -0.5, sigma: 0.3 }),
      0.6065306597126334,
      1.2188458205294446,
    ],
    ['log-normal by percentiles', logNormal({ median: 6, p99: 40 }), 6, 40],
    ['normal', normal({ mean: 20, sd: 3 }), 20.000000000049194, 26.97904362213725],
    ['half normal', normal({ mean: 0, sd: 2 }), 1.3489795003921634, 5.151658607097802],
    ['Pareto', pareto({ min: 10, shape: 3 }), 12.599210498948732, 46.41588833612779],
    ['Weibull', weibull({ scale: 2, shape: 0.7 }), 1.1847802259042675, 17.722452885478386],
    ['gamma 0.5', gamma({ shape: 0.5, mean: 0.5 }), 0.227468211559786, 3.3174483005106072],
    ['gamma 2.5', gamma({ shape: 2.5, mean: 2.5 }), 2.175730095547763, 7.543136234694495],
    ['Erlang 5', erlang({ stages: 5, mean: 5 }), 4.670908882795985, 11.604625579477178],
    ['gamma 50', gamma({ shape: 50, mean: 50 }), 49.66706461799423, 67.90336158551338],
  ]

  it.each(pinned)('%s', (_, law, median, p99) => {
    const sampler = compile(law)

    expect(sampler.quantile(0.5) / median).toBeCloseTo(1, 8)
    expect(sampler.quantile(0.99) / p99).toBeCloseTo(1, 8)
  })
})

describe('log-normal', () => {
  it('said by its mean keeps that mean', () => {
    expect(mean(logNormal({ mean: '20ms', sigma: 0.7 }))).toBeCloseTo(20, 12)
  })

  it('is the same law however it is said', () => {
    const { median, sigma } = logNormal({ median: '6ms', p99: '40ms' })
    const byMu = logNormal({ mu: Math.log(6), sigma })

    expect(sigma).toBeCloseTo(0.8154928186172796, 14)
    expect(byMu.median).toBeCloseTo(6, 12)
    expect(logNormal({ median, sigma })).toEqual({ kind: 'logNormal', median: 6, sigma })
  })

  it('without spread is constant, at zero too', () => {
    const sampler = compile(logNormal({ median: '6ms', p99: '6ms' }))

    expect([sampler.quantile(0), sampler.quantile(0.99)]).toEqual([6, 6])
  })
})

describe('a heavy tail', () => {
  it('has an infinite variance up to shape 2, and an infinite mean up to shape 1', () => {
    expect(variance(pareto({ min: 1, shape: 2 }))).toBe(Infinity)
    expect(mean(pareto({ min: 1, shape: 2 }))).toBe(2)
    expect(mean(pareto({ min: 1, shape: 1 }))).toBe(Infinity)
  })

  it('makes that of its mixture infinite, unless its weight is zero', () => {
    const heavy = (weight: number): Distribution =>
      mixture([
        { weight: 1, of: '5ms' },
        { weight, of: pareto({ min: 1, shape: 1 }) },
      ])

    expect([mean(heavy(1)), variance(heavy(1))]).toEqual([Infinity, Infinity])
    expect([mean(heavy(0)), variance(heavy(0))]).toEqual([5, 0])
  })
})

describe('a histogram', () => {
  it('is even within a bin, and jumps over an empty one', () => {
    const bins = [10, 20, 30].map((upTo, i) => ({ upTo, count: i === 1 ? 0 : 5 }))
    const sampler = compile(empirical({ histogram: bins }))

    expect([0, 0.25, 0.5, 0.75].map(u => sampler.quantile(u))).toEqual([0, 5, 20, 25])
  })
})

describe('a mixture', () => {
  it('spends one draw on both the part and the value', () => {
    const sampler = compile(
      mixture([
        { weight: 1, of: uniform(0, 100) },
        { weight: 0, of: '1h' },
        { weight: 3, of: uniform(200, 300) },
      ]),
    )

    expect([0, 0.125, 0.25, 0.625].map(u => sampler.quantile(u))).toEqual([0, 50, 200, 250])
  })

  it('asks no part for more than a draw can be, however the weights round', () => {
    const sampler = compile(
      mixture([
        { weight: 1.0000000000000004, of: exponential(1) },
        { weight: 1, of: '1h' },
      ]),
    )

    expect(sampler.quantile(0.5)).toBeCloseTo(32 * Math.LN2, 9)
  })

  it('may hold mixtures', () => {
    const coin = mixture([
      { weight: 1, of: '1ms' },
      { weight: 1, of: '2ms' },
    ])
    const sampler = compile(
      mixture([
        { weight: 1, of: coin },
        { weight: 1, of: '3ms' },
      ]),
    )

    expect([0, 0.25, 0.5, 0.75].map(u => sampler.quantile(u))).toEqual([1, 2, 3, 3])
  })
})
