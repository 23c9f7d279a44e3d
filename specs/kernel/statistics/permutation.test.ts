/** F10: what chance alone makes of numbers in pairs. */
import { describe, expect, it } from 'vitest'
import { chanceOfLess, holm } from '../../../src/kernel/statistics/permutation.ts'

/** All choices of signs. */
const signed = (sizes: readonly number[]): number[][] =>
  sizes.reduce<number[][]>(
    (all, size) =>
      all.flatMap(some => [
        [...some, size],
        [...some, -size],
      ]),
    [[]],
  )

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

describe('the permutation test of pairs', () => {
  const sizes = [1, 2, 3, 5, 8, 13, 21, 34, 0.5, 0.25]

  it('counts the signs with which the sum is as low', () => {
    const differences = sizes.map((size, i) => (i % 3 === 0 ? size : -size))
    const as = signed(sizes).filter(signs => sum(signs) <= sum(differences)).length
    expect(chanceOfLess(differences)).toBe(as / 1024)
  })

  it('errs no more often than it says, whatever the differences are', () => {
    const chances = signed(sizes).map(chanceOfLess)
    for (const level of [0.001, 0.01, 0.05, 0.2]) {
      const errs = chances.filter(chance => chance <= level).length / chances.length
      expect(errs).toBeLessThanOrEqual(level)
      expect(errs).toBeGreaterThan(level - 2 / 1024)
    }
  })

  it('is sure of 20 pairs that all differ to one side, and of none that do not differ', () => {
    const losses = Array.from({ length: 20 }, (_, i) => -(i + 1) / 7)
    expect(chanceOfLess(losses)).toBe(2 ** -20)
    expect(chanceOfLess(losses.map(loss => -loss))).toBe(1)
    expect(chanceOfLess([0, 0, 0])).toBe(1)
    expect(chanceOfLess([])).toBe(1)
  })

  it('leaves out pairs that do not differ', () => {
    expect(chanceOfLess([-1, 0, -1, 0, 0])).toBe(0.25)
  })
})

describe('the procedure of Holm', () => {
  it('asks the least for all of the tests, the next for all but one, and stops', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true])
    expect(holm([0.012, 0.02, 0.04], 0.05)).toEqual([true, true, true])
    expect(holm([0.02, 0.04, 0.04], 0.05)).toEqual([false, false, false])
    expect(holm([], 0.05)).toEqual([])
  })
})
