/** The special functions agree with published tables; the values are scipy's and mpmath's. */
import { describe, expect, it } from 'vitest'
import {
  gammaP,
  gammaQ,
  logGamma,
  normalCdf,
  normalQuantile,
  Z_99,
} from '../../../src/kernel/distributions/special.ts'
import { erf } from '../support/erf.ts'

const relative = (actual: number, wanted: number): number => Math.abs(actual / wanted - 1)

describe('the normal quantile', () => {
  it('is within 1.15e-9 of the table, in the middle and far out', () => {
    const table: readonly [number, number][] = [
      [2.3283064365386963e-10, -6.230260137989043],
      [0.0001, -3.7190164854556804],
      [0.01, -2.3263478740408408],
      [0.025, -1.9599639845400545],
      [0.3, -0.5244005127080409],
      [0.9, 1.2815515655446004],
      [0.99, Z_99],
      [0.999, 3.090232306167813],
    ]
    for (const [p, z] of table) expect(relative(normalQuantile(p), z)).toBeLessThan(1.15e-9)
  })

  it('is zero at a half, and infinite at the ends', () => {
    expect(normalQuantile(0.5)).toBe(0)
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
  })

  it('never falls from one draw to the next where its two formulas meet', () => {
    for (const seam of [0.02425, 0.97575]) {
      const first = Math.floor(seam * 4_294_967_296) - 1000
      const values = Array.from({ length: 2000 }, (_, i) =>
        normalQuantile((first + i) / 4_294_967_296),
      )

      expect(values.every((value, i) => i === 0 || value >= values[i - 1])).toBe(true)
    }
  })
})

describe('the normal distribution function', () => {
  it('keeps its digits in the tail', () => {
    expect(relative(normalCdf(-10), 7.61985302416053e-24)).toBeLessThan(1e-13)
    expect(relative(normalCdf(-5), 2.866515718791939e-7)).toBeLessThan(1e-13)
    expect([normalCdf(0), normalCdf(40), normalCdf(-40)]).toEqual([0.5, 1, 0])
  })

  it('is that of the error function', () => {
    for (const z of [-3, -1, -0.1, 0.5, 2]) {
      expect(normalCdf(z)).toBeCloseTo((1 + erf(z / Math.SQRT2)) / 2, 9)
    }
  })
})

describe('the gamma functions', () => {
  it('know the factorials, and the half', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14)
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 13)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14)
    expect(relative(logGamma(0.01), 4.599479878042022)).toBeLessThan(1e-14)
    expect(relative(logGamma(10_000), 82_099.71749644238)).toBeLessThan(1e-14)
  })

  it('complete: the lower and the upper part are one', () => {
    for (const [a, x] of [
      [0.5, 0.2],
      [2.5, 3],
      [50, 40],
      [50, 70],
    ] as const) {
      expect(gammaP(a, x) + gammaQ(a, x)).toBeCloseTo(1, 14)
    }
  })

  it('are the exponential at shape 1, Poisson sums at whole shapes, and erf at a half', () => {
    expect(relative(gammaQ(1, 30), Math.exp(-30))).toBeLessThan(1e-13)
    expect(relative(gammaQ(3, 8), Math.exp(-8) * (1 + 8 + 32))).toBeLessThan(1e-13)
    expect(gammaP(0.5, 1.5)).toBeCloseTo(erf(Math.sqrt(1.5)), 12)
  })

  it('are chi-square: five per cent lie above 11.0705 with 5 degrees, above 18.307 with 10', () => {
    expect(gammaQ(2.5, 11.0705 / 2)).toBeCloseTo(0.05, 5)
    expect(gammaQ(5, 18.307 / 2)).toBeCloseTo(0.05, 5)
  })
})
