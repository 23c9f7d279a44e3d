/** How waits grow when chance plays no part, and where they stop. */
import { describe, expect, it } from 'vitest'
import { waitsWithoutChance } from './dice.ts'

describe('without jitter, waits', () => {
  it('double from 100 ms up to 30 s unless told otherwise', () => {
    expect(waitsWithoutChance({}, 11)).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000,
    ])
  })

  it('stay the same: constant', () => {
    expect(waitsWithoutChance({ backoff: 'constant', base: 70 }, 4)).toEqual([70, 70, 70, 70])
  })

  it('grow by the base: linear', () => {
    const options = { backoff: 'linear', base: 70, cap: 250 } as const
    expect(waitsWithoutChance(options, 5)).toEqual([70, 140, 210, 250, 250])
  })

  it('grow by the factor: exponential', () => {
    expect(waitsWithoutChance({ base: 8, factor: 1.5, cap: 50 }, 6)).toEqual([
      8, 12, 18, 27, 40.5, 50,
    ])
  })

  it('may all be none', () => {
    expect(waitsWithoutChance({ base: 0, cap: 0 }, 3)).toEqual([0, 0, 0])
  })

  it('double exactly for as long as a number can tell', () => {
    const last = waitsWithoutChance({ base: 1, cap: 1e300 }, 65).at(-1)
    expect(last).toBe(18_446_744_073_709_551_616)
  })

  it('keep doubling beyond, to within a part in ten million million', () => {
    const [earlier, later] = waitsWithoutChance({ base: 1, cap: 1e300 }, 200).slice(-2)
    expect(later / earlier).toBeCloseTo(2, 13)
    expect(later / 8.034_690_221_294_951e59).toBeCloseTo(1, 12)
  })
})
