/**
 * Levels over time: how many requests are inside, how many wait, how many slots are in use. For
 * each slot of the grid the area under each level, and its peak. They change together, so they are
 * kept together.
 */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, slotsIn, type TimeGrid } from './grid.ts'

/** The three levels of a component, in the order in which they are kept. */
export const Level = { InFlight: 0, Queued: 1, Busy: 2 } as const
export type Level = (typeof Level)[keyof typeof Level]

const LEVELS = 3

/** Three numbers that go up and down. */
export class Levels {
  readonly #grid: TimeGrid
  #areas: Float64Array = none
  #peaks: Int32Array = noPeaks

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

  constructor(grid: TimeGrid) {
    this.#grid = grid
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

  /** Moves the levels up or down, at a time not before the last one. */
  add(now: Ms, inFlight: number, queued: number, busy: number): void {
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
    const isUnused = this.#areas === none && this.#inFlightPeak === 0 && this.#busyPeak === 0
    if (isUnused) return
    this.add(now, 0, 0, 0)
    this.#keepSlot()
  }

  /** Level × time over some slots, in units × milliseconds. */
  area(level: Level, range: SlotRange): number {
    let sum = 0
    for (const slot of slotsIn(range)) {
      sum += this.#areas[slot * LEVELS + level] ?? 0
    }
    return sum
  }

  /** The highest level in some slots. */
  peak(level: Level, range: SlotRange): number {
    let peak = 0
    for (const slot of slotsIn(range)) {
      const kept = this.#peaks[slot * LEVELS + level] ?? 0
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
    return { areas: [...this.#areas], peaks: [...this.#peaks] }
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
    if (this.#areas === none) {
      this.#areas = new Float64Array(this.#grid.slots * LEVELS)
      this.#peaks = new Int32Array(this.#grid.slots * LEVELS)
    }
    const areas = [this.#inFlightArea, this.#queuedArea, this.#busyArea]
    const peaks = [this.#inFlightPeak, this.#queuedPeak, this.#busyPeak]
    this.#areas.set(areas, this.#slot * LEVELS)
    this.#peaks.set(peaks, this.#slot * LEVELS)
  }
}

const none = new Float64Array(0)
const noPeaks = new Int32Array(0)
