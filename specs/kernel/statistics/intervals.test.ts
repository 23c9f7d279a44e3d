/** F6: intervals, against values that statisticians' tables and other programs give. */
import { describe, expect, it } from 'vitest'
import { betaQuantile, betaShare } from '../../../src/kernel/statistics/incomplete-beta.ts'
import {
  meanInterval,
  shareInterval,
  studentBeyond,
} from '../../../src/kernel/statistics/intervals.ts'

describe("F6 Student's t", () => {
  it.each([
    [0.05, 1, 12.706204736],
    [0.05, 9, 2.262157163],
    [0.01, 9, 3.249835542],
    [0.05, 199, 1.971956544],
  ])('is exceeded with %s at %i degrees of freedom by %d', (share, degrees, t) => {
    expect(studentBeyond(share, degrees)).toBeCloseTo(t, 7)
  })
})

describe('F6 the interval of a mean', () => {
  it('is m ± t·s/√n', () => {
    const { mean, deviation, low, high } = meanInterval([1, 2, 3, 4], 0.95)
    expect([mean, deviation]).toEqual([2.5, Math.sqrt(5 / 3)])
    expect(high - mean).toBeCloseTo((3.182446305 * Math.sqrt(5 / 3)) / 2, 7)
    expect(low).toBeCloseTo(2 * mean - high, 12)
  })

  it('is a point where all are alike, and everything for a single value', () => {
    expect(meanInterval([0.1, 0.1, 0.1], 0.95)).toEqual({
      mean: 0.1,
      deviation: 0,
      low: 0.1,
      high: 0.1,
    })
    expect(meanInterval([7], 0.95)).toMatchObject({ mean: 7, low: -Infinity, high: Infinity })
  })
})

describe('F6 the interval of a share, by Clopper and Pearson', () => {
  it.each([
    [8, 10, 0.443904547, 0.974789321],
    [0, 200, 0, 0.01827534],
    [200, 200, 0.98172466, 1],
  ])('of %i of %i is %d to %d', (count, of, low, high) => {
    const interval = shareInterval({ count, of }, 0.95)
    expect(interval.low).toBeCloseTo(low, 7)
    expect(interval.high).toBeCloseTo(high, 7)
  })
})

describe('F6 the incomplete beta function', () => {
  it('is known where it is a polynomial, and is undone by its quantile', () => {
    expect(betaShare(0.3, { a: 2, b: 3 })).toBeCloseTo(0.3483, 12)
    expect(betaQuantile(0.3483, { a: 2, b: 3 })).toBeCloseTo(0.3, 12)
    expect([betaShare(0, { a: 2, b: 3 }), betaShare(1, { a: 2, b: 3 })]).toEqual([0, 1])
  })
})
