/** What holds for any law of chance whatever, tried on thousands of them. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDistribution,
  compile,
  constant,
  type Distribution,
  distributionOf,
  empirical,
  erlang,
  exponential,
  gamma,
  isDistribution,
  logNormal,
  mixture,
  normal,
  pareto,
  uniform,
  weibull,
  zipf,
} from '../../../src/kernel/distributions/index.ts'
import { gammaP } from '../../../src/kernel/distributions/special.ts'

const ms = fc.double({ min: 0.001, max: 1e6, noNaN: true })
const shape = fc.double({ min: 0.05, max: 500, noNaN: true })
const rising = fc
  .uniqueArray(ms, { minLength: 1, maxLength: 8 })
  .map(ends => ends.sort((a, b) => a - b))

/** Any law but a mixture, up to the ends of what its word allows; none of them is left out. */
const plainLaws: {
  readonly [K in Exclude<Distribution['kind'], 'mixture'>]: fc.Arbitrary<Distribution>
} = {
  constant: ms.map(value => constant(value)),
  uniform: fc.tuple(ms, ms).map(([a, b]) => uniform(Math.min(a, b), Math.max(a, b))),
  exponential: ms.map(value => exponential(value)),
  logNormal: fc
    .tuple(ms, fc.double({ min: 0, max: 10, noNaN: true }))
    .map(([median, sigma]) => logNormal({ median, sigma })),
  normal: fc.tuple(ms, ms).map(([center, sd]) => normal({ mean: center, sd })),
  pareto: fc.tuple(ms, shape).map(([min, shape]) => pareto({ min, shape })),
  weibull: fc.tuple(ms, shape).map(([scale, shape]) => weibull({ scale, shape })),
  gamma: fc.tuple(ms, shape).map(([center, shape]) => gamma({ shape, mean: center })),
  erlang: fc
    .tuple(ms, fc.integer({ min: 1, max: 500 }))
    .map(([center, stages]) => erlang({ stages, mean: center })),
  empirical: fc.oneof(
    fc.array(ms, { minLength: 1, maxLength: 20 }).map(samples => empirical({ samples })),
    rising.map(ends =>
      empirical({ histogram: ends.map((upTo, i) => ({ upTo, count: (i + 1) % 3 })) }),
    ),
  ),
  zipf: fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 20, noNaN: true }))
    .map(([items, exponent]) => zipf({ items, exponent })),
}

const anyPlainLaw = fc.oneof(...Object.values(plainLaws))

const anyLaw: fc.Arbitrary<Distribution> = fc.oneof(
  anyPlainLaw,
  fc
    .array(
      fc.record({ weight: fc.double({ min: 0.001, max: 1000, noNaN: true }), of: anyPlainLaw }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map(parts => mixture(parts)),
)

/** What a stream can draw: a multiple of 2^-32. */
const draw = fc
  .oneof(
    fc.integer({ min: 0, max: 4_294_967_295 }),
    fc.constantFrom(0, 1, 4_294_967_294, 4_294_967_295),
  )
  .map(k => k / 4_294_967_296)

describe('any law', () => {
  it('draws finite values from zero up, at both ends too', () => {
    const property = fc.property(anyLaw, draw, (law, u) => {
      const value = compile(law).quantile(u)
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThan(Infinity)
      expect(Object.is(value, -0)).toBe(false)
    })
    fc.assert(property, { seed: 1, numRuns: 3000 })
  })

  it('but a mixture draws more from a greater number', () => {
    const property = fc.property(anyPlainLaw, draw, draw, (law, a, b) => {
      const sampler = compile(law)
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map(u => sampler.quantile(u))
      expect(less).toBeLessThanOrEqual(more)
    })
    fc.assert(property, { seed: 1, numRuns: 3000 })
  })

  it('of gamma is inverted to ten digits, over all shapes', () => {
    const logShape = fc.double({ min: Math.log(0.01), max: Math.log(10_000), noNaN: true })
    const property = fc.property(logShape, draw, (log, u) => {
      const shape = Math.min(Math.max(Math.exp(log), 0.01), 10_000)
      const value = compile(gamma({ shape, mean: shape })).quantile(u)
      fc.pre(value > 1e-300) // below, a small shape leaves no digits to compare
      expect(Math.abs(gammaP(shape, value) - u)).toBeLessThan(1e-10)
    })
    fc.assert(property, { seed: 1, numRuns: 3000 })
  })

  it('comes back the same from JSON', () => {
    const property = fc.property(anyLaw, law => {
      const back: unknown = JSON.parse(JSON.stringify(law))
      expect(isDistribution(back)).toBe(true)
      expect(checkDistribution(back)).toEqual(law)
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  it('is frozen through and through', () => {
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || (Object.isFrozen(value) && Object.values(value!).every(isFrozen))
    const property = fc.property(anyLaw, law => {
      expect(isFrozen(law)).toBe(true)
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })
})

describe('a time', () => {
  it('may be written as a duration, which is a constant law', () => {
    expect(distributionOf('5ms')).toEqual({ kind: 'constant', value: 5 })
    expect(distributionOf(exponential('4ms'))).toEqual({ kind: 'exponential', mean: 4 })
  })
})
