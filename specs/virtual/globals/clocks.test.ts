/** Clocks of a host: each has its own, and nobody sees the real one. */
import { performance as nodePerformance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BEGIN, Town } from '../support/town.ts'

/** What one host noted, and when. */
async function noted(code: (note: (what: unknown) => void) => unknown, skewMs = 0) {
  const town = new Town()
  town.host('a', skewMs).does(() => code(what => town.note(what)))
  await town.play()
  return town.diary.map(([, what]) => what)
}

describe('the date of a host', () => {
  it('is virtual, by whatever name it is asked for', async () => {
    const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', timeStyle: 'medium' })
    const diary = await noted(async note => {
      await sleep(61_500)
      note([Date.now(), new Date().getTime(), +new Date(), new Date().toISOString()])
      note(Date().slice(0, 15))
      note([
        short.format(),
        short
          .formatToParts()
          .map(part => part.value)
          .join(''),
      ])
      note([new Date(5).getTime(), new Date(2020, 1).getFullYear(), short.format(0)])
    })
    const now = BEGIN + 61_500
    expect(diary).toEqual([
      [now, now, now, '2026-01-01T00:01:01.500Z'],
      new Date(now).toString().slice(0, 15),
      ['00:01:01', '00:01:01'],
      [5, 2020, '00:00:00'],
    ])
  })

  it('runs before or after those of others where the clock is skewed', async () => {
    expect(await noted(note => note(Date.now()), -7000)).toEqual([BEGIN - 7000])
  })

  it('is a date like any other', async () => {
    const before = new Date()
    const diary = await noted(note => {
      class Day extends Date {
        isDay(): boolean {
          return true
        }
      }
      const day = new Day()
      const now = new Date()
      note([now instanceof Date, before instanceof Date, day instanceof Date, day.isDay()])
      note([now.constructor === Date, day.getTime() === now.getTime(), structuredClone(now)])
      note([Date.UTC(2026), Date.parse('2026-01-01T00:00:00Z'), Date.name, Date.length])
    })
    expect(diary).toEqual([
      [true, true, true, true],
      [true, true, new Date(BEGIN)],
      [BEGIN, BEGIN, 'Date', 7],
    ])
  })
})

describe('clocks that never go back', () => {
  it('count from a second before the code of a host starts', async () => {
    const diary = await noted(async note => {
      const since = process.hrtime()
      await sleep(2500)
      note([performance.now(), nodePerformance.now(), process.uptime()])
      note([process.hrtime(), process.hrtime(since), process.hrtime.bigint()])
      note(performance.timeOrigin + performance.now() === Date.now())
      note(performance.mark('here').startTime)
    })
    expect(diary).toEqual([
      [3500, 3500, 3.5],
      [[3, 500_000_000], [2, 500_000_000], 3_500_000_000n],
      true,
      3500,
    ])
  })

  it('end a loop that waits for them, which would never end', async () => {
    const town = new Town()
    town.host('orders').does(() => {
      const until = performance.now() + 5
      while (performance.now() < until) continue
    })
    await expect(town.play()).rejects.toThrow(
      'orders read the clock 10000000 times in one event, which takes no time',
    )
  })
})

describe('fake timers', () => {
  afterEach(async () => {
    vi.useRealTimers()
    // What fake timers put back was ours, which the next play puts away, before others take it.
    await new Town().play()
  })

  it('are refused with a remedy, before a play and while it goes on', async () => {
    const refusal = /fake timers are installed[^]*vi.useRealTimers\(\)/
    vi.useFakeTimers()
    const town = new Town()
    town.host('a').does(() => sleep(10))
    await expect(town.play()).rejects.toThrow(refusal)
    vi.useRealTimers()
    const playing = new Town().play()
    vi.useFakeTimers()
    await expect(playing).rejects.toThrow(refusal)
  })
})
