/** What a deadline leaves: time for another try, or none. */
import { fits } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

describe('a deadline at 1,000', () => {
  it('lets an attempt start before it, not at it', () => {
    expect(fits(1_000, 999)).toBe(true)
    expect(fits(1_000, 1_000)).toBe(false)
  })

  it('lets an attempt that needs 50 ms start at 950, not 1 ms later', () => {
    expect(fits(1_000, 950, 50)).toBe(true)
    expect(fits(1_000, 951, 50)).toBe(false)
  })

  it('is told to who cannot tell the time', () => {
    expect(() => fits(1_000, NaN)).toThrow('are not all numbers of milliseconds')
  })
})

describe('no deadline', () => {
  it('never comes', () => {
    expect(fits(Infinity, 1e15, 1e15)).toBe(true)
  })
})
