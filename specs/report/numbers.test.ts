/** Numbers and moments as people read them. */
import { describe, expect, it } from 'vitest'
import { aligned } from '../../src/report/columns.ts'
import { count, counted, factor, moment } from '../../src/report/numbers.ts'

describe('a number', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [1_234_567, '1,234,567'],
  ])('%d has its thousands apart', (value, text) => {
    expect(count(value)).toBe(text)
  })

  it('agrees with its noun', () => {
    expect([0, 1, 2_000].map(value => counted(value, 'call'))).toEqual([
      '0 calls',
      '1 call',
      '2,000 calls',
    ])
  })

  it.each([
    [1.8, '1.80x'],
    [9.996, '10.0x'],
    [26.26, '26.3x'],
    [99.96, '100x'],
    [1_262.6, '1,263x'],
  ])('as a ratio, %d has three figures', (ratio, text) => {
    expect(factor(ratio)).toBe(text)
  })
})

describe('a moment', () => {
  it.each([
    [0, '0s'],
    [250, '250ms'],
    [60_000, '60s'],
    [108_250, '108.25s'],
    [600_000, '10m'],
    [750_500, '12m30.5s'],
  ])('%d ms is told in seconds, and after ten minutes in both', (ms, text) => {
    expect(moment(ms)).toBe(text)
  })
})

describe('columns', () => {
  it('are as wide as their widest word, which may have any letters', () => {
    expect(aligned([['a', 'bb', 'c'], ['größer', '𝕏', 'd'], ['e']])).toEqual([
      'a       bb  c',
      'größer  𝕏   d',
      'e',
    ])
    expect(aligned([])).toEqual([])
  })
})
