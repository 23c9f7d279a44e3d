/** Every law of chance draws what its name promises, from one uniform number. */
import { describe, expect, it } from 'vitest'
import {
  compile,
  constant,
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
  zipf,
} from '../../../src/kernel/distributions/index.ts'
import { randomStream } from '../../../src/kernel/streams.ts'
import { erf } from '../support/erf.ts'

type Law = {
  readonly name: string
  readonly law: Distribution
  readonly mean: number
  readonly variance: number
  /** Written here from its definition, beside the code it judges. */
  readonly cdf: (x: number) => number
}

const normalCdf = (z: number): number => (1 + erf(z / Math.SQRT2)) / 2

/** Means and variances from the closed forms, or from scipy 1.17 where a number stands. */
const laws: readonly Law[] = [
  {
    name: 'uniform from 2 to 10 ms',
    law: uniform('2ms', '10ms'),
    mean: 6,
    variance: 64 / 12,
    cdf: x => (x - 2) / 8,
  },
  {
    name: 'exponential of mean 4 ms',
    law: exponential('4ms'),
    mean: 4,
    variance: 16,
    cdf: x => 1 - Math.exp(-x / 4),
  },
  {
    name: 'log-normal of median 6 ms and p99 40 ms',
    law: logNormal({ median: '6ms', p99: '40ms' }),
    mean: 8.36681877711663,
    variance: 66.12167455770017,
    cdf: x => normalCdf((Math.log(x / 6) * 2.3263478740408408) / Math.log(40 / 6)),
  },
  {
    name: 'log-normal (4, 0.5)',
    law: logNormal({ mu: 4, sigma: 0.5 }),
    mean: 61.867809250367884,
    variance: 1087.1430188592276,
    cdf: x => normalCdf((Math.log(x) - 4) / 0.5),
  },
  {
    name: 'normal (20, 3), which zero hardly cuts',
    law: normal({ mean: '20ms', sd: '3ms' }),
    mean: 20.000000000267327,
    variance: 8.999999994653459,
    cdf: x => normalCdf((x - 20) / 3),
  },
  {
    name: 'normal (1, 1), of which zero cuts a sixth',
    law: normal({ mean: 1, sd: 1 }),
    mean: 1.2875999709391783,
    variance: 0.6296862857766055,
    cdf: x => (normalCdf(x - 1) - normalCdf(-1)) / normalCdf(1),
  },
  {
    name: 'Pareto from 10 ms of shape 3',
    law: pareto({ min: '10ms', shape: 3 }),
    mean: 15,
    variance: 75,
    cdf: x => 1 - (10 / x) ** 3,
  },
  {
    name: 'Weibull of scale 2 ms and shape 0.7',
    law: weibull({ scale: '2ms', shape: 0.7 }),
    mean: 2.531647012114567,
    variance: 13.707342214612614,
    cdf: x => 1 - Math.exp(-((x / 2) ** 0.7)),
  },
  {
    name: 'gamma of shape 0.5 and mean 8 ms',
    law: gamma({ shape: 0.5, mean: '8ms' }),
    mean: 8,
    variance: 128,
    cdf: x => erf(Math.sqrt(x / 16)),
  },
  {
    name: 'gamma of shape 2.5 and mean 8 ms',
    law: gamma({ shape: 2.5, mean: '8ms' }),
    mean: 8,
    variance: 25.6,
    cdf: x => gammaTwoAndAHalf(x / 3.2),
  },
  {
    name: 'Erlang of 3 stages and mean 9 ms',
    law: erlang({ stages: 3, mean: '9ms' }),
    mean: 9,
    variance: 27,
    cdf: x => 1 - Math.exp(-x / 3) * (1 + x / 3 + (x * x) / 18),
  },
  {
    name: 'mixture of a uniform and, one in four, an exponential',
    law: mixture([
      { weight: 3, of: uniform(0, 2) },
      { weight: 1, of: exponential(10) },
    ]),
    mean: 3.25,
    variance: 40.4375,
    cdf: x => 0.75 * Math.min(x / 2, 1) + 0.25 * (1 - Math.exp(-x / 10)),
  },
  {
    name: 'histogram with an empty bin',
    law: empirical({
      histogram: [
        { upTo: '5ms', count: 90 },
        { upTo: '20ms', count: 0 },
        { upTo: '30ms', count: 10 },
      ],
    }),
    mean: 0.9 * 2.5 + 0.1 * 25,
    variance: 0.9 * (25 / 12 + 2.25 * 2.25) + 0.1 * (100 / 12 + 20.25 * 20.25),
    cdf: x => 0.9 * Math.min(x / 5, 1) + (x > 20 ? (x - 20) / 100 : 0),
  },
]

/** P(1/2, x) is erf(√x), and P(a + 1, x) is P(a, x) - x^a e^-x / Γ(a + 1). */
function gammaTwoAndAHalf(x: number): number {
  const root = Math.sqrt(x)
  const step = (2 / Math.sqrt(Math.PI)) * root * Math.exp(-x)
  return erf(root) - step - (step * x * 2) / 3
}

const DRAWS = 100_000

function drawn(law: Distribution, count = DRAWS): Float64Array {
  const sampler = compile(law)
  const random = randomStream('gameday', JSON.stringify(law).slice(0, 200))
  return Float64Array.from({ length: count }, () => sampler.quantile(random()))
}

const averageOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Kolmogorov's and Smirnov's distance between what was drawn and a continuous law. */
function distance(sorted: Float64Array, cdf: (x: number) => number): number {
  return sorted.reduce((worst, x, i) => {
    const expected = cdf(x)
    const [below, upTo] = [i / sorted.length, (i + 1) / sorted.length]
    return Math.max(worst, Math.abs(expected - below), Math.abs(upTo - expected))
  }, 0)
}

describe.each(laws)('$name', ({ law, mean: trueMean, variance: trueVariance, cdf }) => {
  const draws = drawn(law)

  it('knows its mean and variance', () => {
    expect(mean(law)).toBeCloseTo(trueMean, 9)
    expect(variance(law) / trueVariance).toBeCloseTo(1, 9)
  })

  it('draws that mean, within four standard errors', () => {
    const standardError = Math.sqrt(trueVariance / DRAWS)

    expect(Math.abs(averageOf(draws) - trueMean)).toBeLessThan(4 * standardError)
  })

  it('draws that law: closer to it than all but one in a thousand samples would be', () => {
    expect(distance(draws.sort(), cdf)).toBeLessThan(1.95 / Math.sqrt(DRAWS))
  })
})

describe('a discrete law', () => {
  it('constant: draws its one value', () => {
    expect(new Set(drawn(constant('5ms'), 1000))).toEqual(new Set([5]))
    expect([mean(constant('5ms')), variance(constant('5ms'))]).toEqual([5, 0])
  })

  it('of samples: draws each as often as the others, and nothing between', () => {
    const law = empirical({ samples: ['31ms', '4ms', '5ms', '4ms'] })
    const draws = drawn(law)
    const share = (value: number): number => draws.filter(draw => draw === value).length / DRAWS

    expect(share(4)).toBeCloseTo(0.5, 2)
    expect(share(5)).toBeCloseTo(0.25, 2)
    expect(share(31)).toBeCloseTo(0.25, 2)
    expect(share(4) + share(5) + share(31)).toBe(1)
    expect([mean(law), variance(law)]).toEqual([11, 133.5])
  })

  it('of samples: takes the one numbered floor(n u)', () => {
    const sampler = compile(empirical({ samples: [10, 20, 30, 40] }))

    expect([0, 0.2499, 0.25, 0.5, 0.75, 0.9999].map(u => sampler.quantile(u))).toEqual([
      10, 10, 20, 30, 40, 40,
    ])
  })

  it('Zipf: draws the ranks of a thousand keys by their popularity', () => {
    const law = zipf({ items: 1000, exponent: 0.9 })
    const draws = drawn(law)
    const standardError = Math.sqrt(60_652.37042660664 / DRAWS)
    const first = draws.filter(rank => rank === 1).length / DRAWS

    expect(mean(law)).toBeCloseTo(172.41926274834617, 8)
    expect(variance(law)).toBeCloseTo(60_652.37042660664, 5)
    expect(Math.abs(averageOf(draws) - mean(law))).toBeLessThan(4 * standardError)
    expect(first).toBeCloseTo(0.095025, 2)
    expect(draws.every(rank => Number.isInteger(rank) && rank >= 1 && rank <= 1000)).toBe(true)
  })

  it('Zipf: has half its weight in the first 47 of a thousand ranks, and is even at 0', () => {
    const skewed = compile(zipf({ items: 1000, exponent: 0.9 }))
    const even = compile(zipf({ items: 4, exponent: 0 }))

    expect([skewed.quantile(0), skewed.quantile(0.5), skewed.quantile(0.99)]).toEqual([1, 47, 949])
    expect([0, 0.25, 0.5, 0.75].map(u => even.quantile(u))).toEqual([1, 2, 3, 4])
  })
})
