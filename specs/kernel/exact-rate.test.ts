/** A rate is written so that it reads back as the same one, however large or small. */
import { describe, expect, it } from 'vitest'
import { exactRate, ratePerMs } from '../../src/kernel/units.ts'

describe('a rate as exact text', () => {
  it.each([0.1, 100, 1 / 3, 1e-9, 5e-324, 1e21, 1e25])('%d a millisecond reads back', perMs => {
    expect(ratePerMs(exactRate(perMs))).toBe(perMs)
  })
})
