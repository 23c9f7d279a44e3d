/** Times are noted first and counted later: when that happens changes no answer. */
import { describe, expect, it } from 'vitest'
import { TimeGrid } from '../../src/record/grid.ts'
import { PageStore } from '../../src/record/slot-histogram.ts'
import { Timing } from '../../src/record/timing.ts'

const grid = new TimeGrid(100, 10)
const whole = { from: 0, to: grid.slots }

/** 20,000 times from 0 to 6 ms, more than are noted at once; asked for after every so many. */
function recorded(pages: PageStore, askedEvery: number): Timing {
  const timing = new Timing(grid, pages)
  for (let i = 0; i < 20_000; i++) {
    timing.record(i % grid.slots, (i % 61) / 10)
    if (i % askedEvery === 0) timing.sum(whole)
  }
  return timing
}

describe('times that are noted', () => {
  const once = recorded(new PageStore(), Infinity)

  it('are counted the same, however often somebody asks', () => {
    const often = recorded(new PageStore(), 7)
    expect(JSON.stringify(often)).toBe(JSON.stringify(once))
    expect(often.histogram(whole).quantile(0.5)).toBe(3)
  })

  it('are counted the same where there is no room to note many', () => {
    const pages = new PageStore()
    while (pages.grants(1 << 10));
    expect(JSON.stringify(recorded(pages, Infinity))).toBe(JSON.stringify(once))
  })
})
