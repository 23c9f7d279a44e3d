/** Confidence intervals: they cover the true value as often as they say. */
import { describe, expect, it } from 'vitest'
import { estimate, studentQuantile } from '../../src/kernel/student.ts'
import { randomStream } from '../../src/kernel/streams.ts'

describe('Student’s t', () => {
  it('comes to the quantiles of the tables, and to those of the normal distribution', () => {
    expect([1, 4, 19, 30].map(studentQuantile)).toEqual([12.706, 2.776, 2.093, 2.042])
    expect(studentQuantile(40)).toBeCloseTo(2.021, 2)
    expect(studentQuantile(1e9)).toBeCloseTo(1.96, 4)
  })

  it('covers the true mean of 12 uniform numbers in 95 of 100 samples of 8', () => {
    const random = randomStream('1', 'student')
    const sum = () => Array.from({ length: 12 }, random).reduce((all, one) => all + one, 0)
    let covered = 0
    for (let i = 0; i < 2_000; i++) {
      const { low, high } = estimate(Array.from({ length: 8 }, sum))
      if (low <= 6 && 6 <= high) covered++
    }
    expect(covered / 2_000).toBeGreaterThan(0.93)
    expect(covered / 2_000).toBeLessThan(0.97)
  })

  it('does not know where the truth lies by one value', () => {
    expect(estimate([3])).toEqual({ mean: 3, low: -Infinity, high: Infinity })
  })
})
