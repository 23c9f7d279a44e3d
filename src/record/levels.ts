/**
 * Levels over time: how many requests are inside, how many wait, how many slots are in use. For
 * each slot of the grid the area under each level, and its peak. They change together, so they are
 * kept together.
 */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, slotsIn, type TimeGrid } from './grid.ts'
import type { PageStore } from './page-store.ts'

/** The three levels of a component, in the order in which they are kept. */
export const Level = { InFlight: 0, Queued: 1, Busy: 2 } as const
export type Level = (typeof Level)[keyof typeof Level]

const LEVELS = 3

/** Tells the time: a fraction that is passed on by itself may have to be boxed. */
type Clock = { readonly now: Ms }

/** Three numbers that go up and down. */
export class Levels {
  readonly #grid: TimeGrid
  readonly #pages: PageStore
  /** Where those of all slots begin; 0 until there are any. */
  #areas = 0
  #peaks = 0

  // The slot under way, kept in fields until it ends.
  #slot = 0
  #slotEnd = 0.5
  #since = 0.5
  #inFlight = 0
  #inFlightArea = 0.5
  #inFlightPeak = 0
  #queued = 0
  #queuedArea = 0.5
  #queuedPeak = 0
  #busy = 0
  #busyArea = 0.5
  #busyPeak = 0
  /** The area of the slots that have ended. */
  #busyBefore = 0.5

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#grid = grid
    this.#pages = pages
    this.#since = 0
    this.#slotEnd = grid.endOf(0)
    this.#busyBefore = 0
    this.#startSlot()
  }

  /** Requests inside now. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** Requests waiting for a slot now. */
  get queued(): number {
    return this.#queued
  }

  /** Slots in use × time, from the start of the run up to now. */
  busyMs(now: Ms): number {
    return this.#busyBefore + this.#busyArea + this.#busy * (now - this.#since)
  }

  /**
   * Moves the levels up or down.
   *
   * @param clock what time it is, not before the last one
   */
  add({ now }: Clock, inFlight: number, queued: number, busy: number): void {
    if (now >= this.#slotEnd) this.#crossSlots(now)
    const elapsed = now - this.#since
    this.#since = now
    this.#inFlightArea += this.#inFlight * elapsed
    this.#busyArea += this.#busy * elapsed
    this.#inFlight += inFlight
    this.#busy += busy
    if (this.#inFlight > this.#inFlightPeak) this.#inFlightPeak = this.#inFlight
    if (this.#busy > this.#busyPeak) this.#busyPeak = this.#busy
    if (this.#queued === 0 && queued === 0) return
    this.#queuedArea += this.#queued * elapsed
    this.#queued += queued
    if (this.#queued > this.#queuedPeak) this.#queuedPeak = this.#queued
  }

  /** The grid has a new edge. */
  recut(): void {
    this.#slotEnd = this.#grid.endOf(this.#slot)
  }

  /** Accounts for the time up to now, so that the levels can be read. */
  settle(now: Ms): void {
    const isUnused = this.#areas === 0 && this.#inFlightPeak === 0 && this.#busyPeak === 0
    if (isUnused) return
    this.add({ now }, 0, 0, 0)
    this.#keepSlot()
  }

  /** Level × time over some slots, in units × milliseconds. */
  area(level: Level, range: SlotRange): number {
    if (this.#areas === 0) return 0
    let sum = 0
    for (const slot of slotsIn(range)) {
      sum += this.#pages.reals[this.#areas + slot * LEVELS + level]
    }
    return sum
  }

  /** The highest level in some slots. */
  peak(level: Level, range: SlotRange): number {
    let peak = 0
    for (const slot of slotsIn(range)) {
      const kept = this.#peaks === 0 ? 0 : this.#pages.words[this.#peaks + slot * LEVELS + level]
      peak = Math.max(peak, slot === this.#slot ? this.#peakNow(level) : kept)
    }
    return peak
  }

  /** That of the slot under way, until now. */
  #peakNow(level: Level): number {
    if (level === Level.Queued) return this.#queuedPeak
    return level === Level.Busy ? this.#busyPeak : this.#inFlightPeak
  }

  /** What a digest reads. */
  toJSON(): unknown {
    const { reals, words } = this.#pages
    const all = this.#areas === 0 ? 0 : this.#grid.slots * LEVELS
    return {
      areas: [...reals.subarray(this.#areas, this.#areas + all)],
      peaks: [...words.subarray(this.#peaks, this.#peaks + all)],
    }
  }

  #crossSlots(now: Ms): void {
    while (now >= this.#slotEnd) {
      const elapsed = this.#slotEnd - this.#since
      this.#since = this.#slotEnd
      this.#inFlightArea += this.#inFlight * elapsed
      this.#queuedArea += this.#queued * elapsed
      this.#busyArea += this.#busy * elapsed
      this.#keepSlot()
      this.#busyBefore += this.#busyArea
      this.#slotEnd = this.#grid.endOf(++this.#slot)
      this.#startSlot()
    }
  }

  #startSlot(): void {
    this.#inFlightArea = 0
    this.#queuedArea = 0
    this.#busyArea = 0
    this.#inFlightPeak = this.#inFlight
    this.#queuedPeak = this.#queued
    this.#busyPeak = this.#busy
  }

  #keepSlot(): void {
    if (this.#areas === 0) {
      this.#areas = this.#pages.takeReals(this.#grid.slots * LEVELS)
      this.#peaks = this.#pages.take(this.#grid.slots * LEVELS)
    }
    const { reals, words } = this.#pages
    const [areas, peaks] = [this.#areas + this.#slot * LEVELS, this.#peaks + this.#slot * LEVELS]
    reals[areas] = this.#inFlightArea
    reals[areas + 1] = this.#queuedArea
    reals[areas + 2] = this.#busyArea
    words[peaks] = this.#inFlightPeak
    words[peaks + 1] = this.#queuedPeak
    words[peaks + 2] = this.#busyPeak
  }
}
