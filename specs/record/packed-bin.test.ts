/** A packed bin says the same as one that is kept at length, or that it cannot. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binOf, placeBitsOf, placeOfLast, valueIn } from '../../src/record/bins.ts'
import type { Bin } from '../../src/record/histogram.ts'
import { unpacked, withOneMore } from '../../src/record/packed-bin.ts'
import { measured } from '../../src/kernel/rounding.ts'

const packed = (places: readonly number[], bits: number): number =>
  places.reduce((word, place) => withOneMore(word, place, bits), 0)

/** The same, counted one by one. */
function counted(places: readonly number[]): Bin {
  const least = Math.min(...places)
  const atLeast = places.filter(place => place === least).length
  return { count: places.length, least, atLeast }
}

describe('a packed bin', () => {
  it('says how many are in it and are the least', () => {
    const few = fc.array(fc.nat(7), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(few, fc.integer({ min: 3, max: 26 }), (places, bits) => {
        const fits = places.every((_, i) => packed(places.slice(0, i + 1), bits) !== 0)
        const isRight = (): boolean =>
          isDeepStrictEqual(unpacked(packed(places, bits), bits), counted(places))
        expect(!fits || isRight()).toBe(true)
      }),
      { seed: 1 },
    )
  })

  it('holds any that differ, or any that are equal', () => {
    const bits = 17
    expect(unpacked(packed([5, 7, 3, 9, 4], bits), bits)).toEqual(counted([5, 7, 3, 9, 4]))
    expect(unpacked(packed([6, 6, 6], bits), bits)).toEqual(counted([6, 6, 6]))
    expect(unpacked(packed([6, 6, 6, 5], bits), bits)).toEqual(counted([6, 6, 6, 5]))
  })

  it('does not hold several of the least beside others, nor too many', () => {
    expect(packed([6, 6, 7], 17)).toBe(0)
    expect(packed([6, 7, 6], 17)).toBe(0)
    expect(packed([1, 1, 1], 28)).not.toBe(0)
    expect(packed([1, 1, 1, 1], 28)).toBe(0)
    expect(packed([1], 30)).toBe(0)
    expect(packed([1], 31)).toBe(0)
  })
})

describe('a place', () => {
  it('gives back the value, to the nanosecond that it was rounded to', () => {
    const power = fc.integer({ min: -9, max: 5 }).map(exponent => Number(`1e${exponent}`))
    const time = fc.tuple(power, fc.double({ min: 1, max: 10, noNaN: true }))
    fc.assert(
      fc.property(time, ([unit, times]) => {
        const value = measured(Math.min(unit * times, 240_000))
        const bin = binOf(value)
        expect(valueIn(bin, placeOfLast(placeBitsOf(bin)))).toBe(value)
      }),
      { seed: 1, numRuns: 20_000 },
    )
  })
})
