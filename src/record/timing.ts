/** How long something took, by the slot of time in which it came: sums, and how times spread. */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import type { EndedTimes } from './ends.ts'
import { type SlotRange, slotsIn, sumOf, type TimeGrid } from './grid.ts'
import type { Histogram } from './histogram.ts'
import type { Observer } from './observer.ts'
import type { PageStore } from './page-store.ts'
import { SlotHistogram } from './slot-histogram.ts'
import { sortBySlot } from './slot-order.ts'
import { type Column, TimesLog } from './times-log.ts'

/** What has begun, and the slot of time in which it did. */
type Begun = { readonly slot: number; readonly startedAt: Ms }

type Clock = { readonly now: Ms }

/** Sums of values and how they spread, for each slot; noted in a log first. */
export class Timing implements Column {
  /** Told of every length of time; usually nobody. */
  observer: Observer | null
  /** The same times by how and when they ended; null in a plain run. */
  readonly ends: EndedTimes | null
  readonly #pages: PageStore
  /** Where it notes, and in which column; null until there is something to note. */
  #log: TimesLog | null = null
  #column = 0
  readonly #histogram: SlotHistogram
  readonly #slots: number
  /** Where the sum and the longest of each slot stand, side by side; 0 until there is one. */
  #times = 0
  /** Where those that are none at all are counted, as most waits are: that is quicker. */
  #zeros = 0

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
    if (time === 0) return this.#countZeros(slot, 1)
    const log = (this.#log ??= new TimesLog([this], this.#pages.notes))
    const place = log.placeFor(slot, this.#column)
    log.block[place] = time
  }

  /** Notes how long something has taken; a fraction that is passed on may have to be boxed. */
  recordSince({ slot, startedAt }: Begun, { now }: Clock): void {
    this.record(slot, now - startedAt)
  }

  /** From now on times are noted in one column of a log that others share. */
  noteIn(log: TimesLog, column: number): void {
    this.#log?.count()
    this.#log = log
    this.#column = column
  }

  sum(range: SlotRange): Ms {
    this.#log?.count()
    let sum = 0
    for (const slot of this.#slotsIn(range)) sum += this.#sumOf(slot)
    return sum
  }

  /** The longest of them; 0 where there was none. */
  longest(range: SlotRange): Ms {
    this.#log?.count()
    let longest = 0
    for (const slot of this.#slotsIn(range)) longest = Math.max(longest, this.#longestOf(slot))
    return longest
  }

  histogram(range: SlotRange): Histogram {
    const longest = this.longest(range)
    return this.#histogram.over(range, sumOf(this.#zerosBySlot, range), longest)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    this.#log?.count()
    const times = this.#times === 0 ? [] : this.#pages.reals.slice(this.#times, this.#timesEnd)
    const every = (first: number): number[] => [...times].filter((_, i) => i % 2 === first)
    const longest = every(1).reduce((most, value) => Math.max(most, value), 0)
    const [zeros, sums] = [[...(this.#zerosBySlot ?? [])], every(0)]
    return { longest, zeros, sums, bins: [...this.#histogram.entries()] }
  }

  get #timesEnd(): number {
    return this.#times + 2 * this.#slots
  }

  get #zerosBySlot(): Int32Array | null {
    const first = this.#zeros
    return first === 0 ? null : this.#pages.words.subarray(first, first + this.#slots)
  }

  /** None where nothing was longer than 0. */
  #slotsIn(range: SlotRange): Iterable<number> {
    return this.#times === 0 ? [] : slotsIn(range)
  }

  #sumOf(slot: number): Ms {
    return this.#times === 0 ? 0 : this.#pages.reals[this.#times + 2 * slot]
  }

  #longestOf(slot: number): Ms {
    return this.#times === 0 ? 0 : this.#pages.reals[this.#times + 2 * slot + 1]
  }

  #keepTimes(slot: number, sum: Ms, longest: Ms): void {
    if (this.#times === 0) this.#times = this.#pages.takeReals(2 * this.#slots)
    const { reals } = this.#pages
    reals[this.#times + 2 * slot] = sum
    reals[this.#times + 2 * slot + 1] = longest
  }

  #countZeros(slot: number, count: number): void {
    if (this.#zeros === 0) this.#zeros = this.#pages.take(this.#slots)
    this.#pages.words[this.#zeros + slot] += count
  }

  /** Counts what is noted where it belongs: in loops, so that no number is passed on by itself. */
  take(log: TimesLog, column: number): void {
    const { slots, values } = deskFor(log.held)
    const noted = log.read(column, slots, values)
    let kept = 0
    for (let i = 0; i < noted; ) {
      const slot = slots[i]
      let sum = this.#sumOf(slot)
      let longest = this.#longestOf(slot)
      let zeros = 0
      for (; i < noted && slots[i] === slot; i++) {
        const value = measured(values[i])
        if (value === 0) {
          zeros++
          continue
        }
        sum += values[i]
        if (value > longest) longest = value
        values[kept] = value
        slots[kept++] = slot
      }
      if (zeros > 0) this.#countZeros(slot, zeros)
      if (longest > 0) this.#keepTimes(slot, sum, longest)
    }
    sortBySlot(slots, values, { count: kept, all: this.#slots })
    this.#histogram.record(slots, values, kept)
  }
}

/** Where values are sorted and rounded before they are counted: one for all, and nothing stays. */
let desk = { slots: new Int32Array(0), values: new Float64Array(0) }

function deskFor(rows: number): typeof desk {
  if (desk.slots.length < rows) {
    desk = { slots: new Int32Array(2 * rows), values: new Float64Array(2 * rows) }
  }
  return desk
}
