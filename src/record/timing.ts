/** How long something took, by the slot of time in which it came: sums, and how times spread. */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import type { EndedTimes } from './ends.ts'
import { type SlotRange, slotsIn, sumOf, type TimeGrid } from './grid.ts'
import type { Histogram } from './histogram.ts'
import type { Observer } from './observer.ts'
import { type PageStore, SlotHistogram } from './slot-histogram.ts'
import { sortBySlot } from './slot-order.ts'
import { type Column, TimesLog } from './times-log.ts'

/** Sums of values and how they spread, for each slot; noted in a log first. */
export class Timing implements Column {
  /** Told of every length of time; usually nobody. */
  observer: Observer | null
  /** The same times by how and when they ended; null in a plain run. */
  readonly ends: EndedTimes | null
  readonly #pages: PageStore
  /** Made when there is something to note: what is idle needs none. */
  #log: TimesLog | null = null
  #column = 0
  readonly #histogram: SlotHistogram
  readonly #slots: number
  /** Of each slot the sum and the longest, side by side. */
  #times: Float64Array = noTimes
  /** Most waits are none at all: these are counted apart, which is quicker. */
  #zeros: Int32Array | null = null

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#pages = pages
    this.#histogram = new SlotHistogram(pages, grid.slots)
    this.#slots = grid.slots
    this.ends = pages.book === null ? null : pages.book.times()
    this.observer = this.ends
  }

  /** Notes a length of time, 0 or more. */
  record(slot: number, time: Ms): void {
    if (this.observer !== null) this.observer.took(measured(time), slot)
    if (time === 0) return this.#countZero(slot)
    const log = this.#log ?? this.noteIn(new TimesLog(this.#pages))
    if (log.width > 1) return log.noteAlone(slot, time, this.#column)
    if (log.held === log.room) log.makeRoom()
    log.times[log.held] = time
    log.slots[log.held++] = slot
  }

  /** From now on times are noted in a log that others may share. */
  noteIn(log: TimesLog): TimesLog {
    this.#log?.count()
    this.#log = log
    this.#column = log.join(this)
    return log
  }

  sum(range: SlotRange): Ms {
    this.#log?.count()
    let sum = 0
    for (const slot of slotsIn(range)) sum += this.#times[2 * slot] ?? 0
    return sum
  }

  /** The longest of them; 0 where there was none. */
  longest(range: SlotRange): Ms {
    this.#log?.count()
    let longest = 0
    for (const slot of slotsIn(range)) {
      longest = Math.max(longest, this.#times[2 * slot + 1] ?? 0)
    }
    return longest
  }

  histogram(range: SlotRange): Histogram {
    const longest = this.longest(range)
    return this.#histogram.over(range, sumOf(this.#zeros, range), longest)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    this.#log?.count()
    const every = (first: number): Float64Array => this.#times.filter((_, i) => i % 2 === first)
    const longest = every(1).reduce((most, value) => Math.max(most, value), 0)
    const [zeros, sums] = [[...(this.#zeros ?? [])], [...every(0)]]
    return { longest, zeros, sums, bins: [...this.#histogram.entries()] }
  }

  #countZero(slot: number): void {
    this.#zeros ??= new Int32Array(this.#slots)
    this.#zeros[slot]++
  }

  /** Counts what is noted where it belongs: in loops, so that no number is passed on by itself. */
  take({ times: noted, slots: notedSlots, held, width }: TimesLog, column: number): void {
    const { slots, values } = deskFor(held)
    let times = this.#times
    let kept = 0
    for (let i = 0; i < held; i++) {
      const time = noted[i * width + column]
      if (Number.isNaN(time)) continue
      const slot = notedSlots[i]
      const value = measured(time)
      if (value === 0) {
        this.#countZero(slot)
        continue
      }
      if (times === noTimes) times = this.#times = new Float64Array(2 * this.#slots)
      times[2 * slot] += time
      if (value > times[2 * slot + 1]) times[2 * slot + 1] = value
      values[kept] = value
      slots[kept++] = slot
    }
    sortBySlot(slots, values, { count: kept, all: this.#slots })
    this.#histogram.record(slots, values, kept)
  }
}

const noTimes = new Float64Array(0)

/** Where values are sorted and rounded before they are counted: one for all, and nothing stays. */
let desk = { slots: new Int32Array(0), values: new Float64Array(0) }

function deskFor(rows: number): typeof desk {
  if (desk.slots.length < rows) {
    desk = { slots: new Int32Array(2 * rows), values: new Float64Array(2 * rows) }
  }
  return desk
}
