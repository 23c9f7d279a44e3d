/** Numbers as a row of blocks. */
import { describe, expect, it } from 'vitest'
import { sparkline } from '../../src/report/sparkline.ts'

describe('a sparkline', () => {
  it('reaches from 0 to the largest value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█')
  })

  it('keeps the full block for the top of the scale, so that a small loss shows', () => {
    expect(sparkline([1, 0.999, 0.5, 0], { scale: [0, 1] })).toBe('█▇▄▁')
  })

  it('stays on the scale', () => {
    expect(sparkline([-5, 50], { scale: [0, 10] })).toBe('▁█')
  })

  it('shows the worst value of those that share a column', () => {
    expect(sparkline([0, 7, 0, 0], { width: 2 })).toBe('█▁')
    const least = { width: 2, scale: [0, 1], worst: 'least' } as const
    expect(sparkline([1, 0, 1, 1], least)).toBe('▁█')
  })

  it('stretches a few values over many columns', () => {
    expect(sparkline([0, 7], { width: 6 })).toBe('▁▁▁███')
  })

  it('leaves empty where there was nothing', () => {
    expect(sparkline([1, undefined, 1])).toBe('█ █')
    expect(sparkline([undefined])).toBe(' ')
    expect(sparkline([])).toBe('')
  })

  it('lies flat when all is 0', () => {
    expect(sparkline([0, 0])).toBe('▁▁')
  })
})
