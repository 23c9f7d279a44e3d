/** The values a person would try between two ends. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  lengthsBetween,
  numbersBetween,
  sharesBetween,
} from '../../../src/explore/space/steps-between.ts'

describe('the steps between two ends', () => {
  it('are lengths of time, rounder the longer they are', () => {
    expect(lengthsBetween(50, 2_000)).toEqual([
      50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000,
    ])
    expect(lengthsBetween(20_000, 300_000)).toEqual(
      [20, 30, 45, 60, 90, 120, 180, 300].map(seconds => seconds * 1_000),
    )
  })

  it('are shares', () => {
    expect(sharesBetween(0.1, 0.9)).toEqual([0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
  })

  it('are whole numbers between whole ones', () => {
    expect(numbersBetween(1, 5)).toEqual([1, 2, 3, 4, 5])
    expect(numbersBetween(0, 12)).toEqual([0, 1, 2, 3, 5, 7, 10, 12])
    expect(numbersBetween(100, 400)).toEqual([100, 150, 200, 250, 300, 350, 400])
  })

  it('are equal where the ends are near each other', () => {
    expect(lengthsBetween(200, 300)).toEqual([
      200, 210, 220, 230, 240, 250, 260, 270, 280, 290, 300,
    ])
    expect(sharesBetween(0.5, 0.6)).toHaveLength(11)
    expect(numbersBetween(7, 9)).toEqual([7, 8, 9])
  })

  it('are the ends alone where there is nothing between', () => {
    expect(numbersBetween(1, 2)).toEqual([1, 2])
    expect(numbersBetween(3, 3)).toEqual([3])
  })

  it('rise from end to end, and are few, whatever the ends are', () => {
    const ends = fc.tuple(
      fc.double({ min: 0, max: 1e12, noNaN: true }),
      fc.double({ min: 0, max: 1e12, noNaN: true }),
    )
    fc.assert(
      fc.property(ends, fc.constantFrom(lengthsBetween, numbersBetween), (both, between) => {
        const [from, to] = both.toSorted((a, b) => a - b)
        const steps = between(from, to)
        expect(steps.at(0)).toBe(from)
        expect(steps.at(-1)).toBe(to)
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        expect(steps.length).toBeLessThan(130)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
