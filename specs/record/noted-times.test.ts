/** Times are noted first and counted later: when that happens changes no answer. */
import { describe, expect, it } from 'vitest'
import { TimeGrid } from '../../src/record/grid.ts'
import { ComponentMeter } from '../../src/record/meters.ts'
import { PageStore } from '../../src/record/page-store.ts'
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

  it('are counted the same beside those of others, of which nobody asks', () => {
    const pages = new PageStore()
    const others = Array.from({ length: 3 }, () => new Timing(grid, pages))
    for (const [i, other] of others.entries()) other.record(i, 5)
    const timing = recorded(pages, 3_000)
    expect(JSON.stringify(timing)).toBe(JSON.stringify(once))
    expect(others.map(other => other.sum(whole))).toEqual([5, 5, 5])
  })

  it('of a handling are counted the same in one log as each by itself', () => {
    const meter = new ComponentMeter(1, grid, new PageStore())
    const waiting = new Timing(grid, new PageStore())
    for (let i = 0; i < 20_000; i++) {
      const [slot, took, waitedMs] = [i % grid.slots, (i % 61) / 10, i % 3]
      const handled = { slot, arrivedAt: i, waitedMs, workedMs: 1 }
      // Every fourth is turned away: it has a latency, and neither waited nor was worked at.
      if (i % 4 === 0) meter.tally.latency.record(slot, took)
      else meter.took(handled, { now: took + i })
      if (i % 4 !== 0) waiting.record(slot, waitedMs)
    }
    expect(JSON.stringify(meter.waiting)).toBe(JSON.stringify(waiting))
    expect(meter.tally.latency.histogram(whole).count).toBe(20_000)
    expect(meter.tally.latency.histogram(whole).quantile(0.5)).toBe(3)
    expect(meter.working.histogram(whole).count).toBe(15_000)
    expect(meter.working.sum(whole)).toBe(15_000)
  })
})
