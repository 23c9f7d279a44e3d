/** Edges that a grid gets while the run goes on. */
import { describe, expect, it } from 'vitest'
import { TimeGrid } from '../../src/record/grid.ts'
import { Levels, Level } from '../../src/record/levels.ts'
import { PageStore } from '../../src/record/page-store.ts'

describe('a cut in the grid', () => {
  it('ends the slot of the present and begins another', () => {
    const grid = new TimeGrid(100, 10, [], 1)
    expect(grid.slotAt(12)).toBe(1)
    expect(grid.cut(14)).toBe(true)
    expect(grid.slotAt(14)).toBe(2)
    expect(grid.range(14, 30)).toEqual({ from: 2, to: 4 })
  })

  it('is none where an edge already is, and where the spare slots are used up', () => {
    const grid = new TimeGrid(100, 10, [], 1)
    expect([grid.cut(20), grid.cut(21), grid.cut(22)]).toEqual([true, true, false])
    expect(grid.edges.length).toBe(12)
  })

  it('divides the area under a level at that moment', () => {
    const grid = new TimeGrid(100, 10, [], 1)
    const levels = new Levels(grid, new PageStore())
    levels.add({ now: 0 }, 2, 0, 1)
    grid.slotAt(14)
    grid.cut(14)
    levels.recut()
    levels.add({ now: 18 }, -1, 0, 0)
    levels.settle(100)
    expect(levels.area(Level.InFlight, grid.range(10, 14))).toBe(8)
    expect(levels.area(Level.InFlight, grid.range(14, 20))).toBe(2 * 4 + 2)
  })
})
