/** How long something took, by the slot of time in which it came: sums, and how times spread. */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import type { EndedTimes } from './ends.ts'
import { type SlotRange, slotsIn, sumOf, type TimeGrid } from './grid.ts'
import type { Histogram } from './histogram.ts'
import type { Observer } from './observer.ts'
import { type PageStore, SlotHistogram } from './slot-histogram.ts'
import { sortBySlot } from './slot-order.ts'
import type { Notes } from './used-arrays.ts'

/** How many times are only noted before they are counted: at first, and at the most. */
const FIRST_NOTED = 16
const MOST_NOTED = 1 << 13

/**
 * Sums of values and how they spread, for each slot. While a run goes on they are only noted, in a
 * log that is counted when somebody asks or when it is full: what nobody asks for costs little.
 */
export class Timing {
  /** Told of every length of time; usually nobody. */
  observer: Observer | null
  /** The same times by how and when they ended; null in a plain run. */
  readonly ends: EndedTimes | null
  readonly #pages: PageStore
  readonly #histogram: SlotHistogram
  readonly #slots: number
  /** Of each slot the sum and the longest, side by side. */
  #times: Float64Array = noTimes
  /** The times that are noted and not counted yet, and their slots. */
  #notes: Notes | null = null
  #noted: Float64Array = noTimes
  #notedSlots: Int32Array = noSlots
  #held = 0
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
    if (this.#held === this.#noted.length) this.#makeRoom()
    this.#noted[this.#held] = time
    this.#notedSlots[this.#held++] = slot
  }

  sum(range: SlotRange): Ms {
    this.#file()
    let sum = 0
    for (const slot of slotsIn(range)) sum += this.#times[2 * slot] ?? 0
    return sum
  }

  /** The longest of them; 0 where there was none. */
  longest(range: SlotRange): Ms {
    this.#file()
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
    this.#file()
    const every = (first: number): Float64Array => this.#times.filter((_, i) => i % 2 === first)
    const longest = every(1).reduce((most, value) => Math.max(most, value), 0)
    const [zeros, sums] = [[...(this.#zeros ?? [])], [...every(0)]]
    return { longest, zeros, sums, bins: [...this.#histogram.entries()] }
  }

  #countZero(slot: number): void {
    this.#zeros ??= new Int32Array(this.#slots)
    this.#zeros[slot]++
  }

  /** The log grows, or what it holds is counted. */
  #makeRoom(): void {
    const length = this.#noted.length
    const further = Math.max(length, FIRST_NOTED)
    const grows = length < MOST_NOTED && this.#pages.grants(further)
    if (!grows && length > 0) return this.#file()
    this.#notes = this.#pages.notes(length + further, this.#notes)
    this.#noted = this.#notes.times
    this.#notedSlots = this.#notes.slots
  }

  /** Counts what is noted where it belongs: in loops, so that no number is passed on by itself. */
  #file(): void {
    if (this.#held === 0) return
    if (this.#times === noTimes) this.#times = new Float64Array(2 * this.#slots)
    const [noted, slots, times, held] = [this.#noted, this.#notedSlots, this.#times, this.#held]
    let kept = 0
    for (let i = 0; i < held; i++) {
      const slot = slots[i]
      const value = measured(noted[i])
      if (value === 0) {
        this.#countZero(slot)
        continue
      }
      times[2 * slot] += noted[i]
      if (value > times[2 * slot + 1]) times[2 * slot + 1] = value
      noted[kept] = value
      slots[kept++] = slot
    }
    this.#held = 0
    sortBySlot(slots, noted, { count: kept, all: this.#slots })
    this.#histogram.record(slots, noted, kept)
  }
}

const noTimes = new Float64Array(0)
const noSlots = new Int32Array(0)
