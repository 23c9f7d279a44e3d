/** A level over time, such as the length of a queue: for each slot its area, its mean and its peak. */
import type { Ms } from '../kernel/units.ts'
import type { SlotRange, TimeGrid } from './grid.ts'

/** A number that goes up and down. */
export class Gauge {
  readonly #grid: TimeGrid
  #level = 0
  #since: Ms = 0
  #slot = 0
  #slotEnd: Ms
  #areas: Float64Array | null = null
  #peaks: Uint32Array | null = null

  constructor(grid: TimeGrid) {
    this.#grid = grid
    this.#slotEnd = grid.endOf(0)
  }

  /** The level now. */
  get level(): number {
    return this.#level
  }

  /** Moves the level up or down, at a time not before the last one. */
  add(now: Ms, by: number): void {
    if (now >= this.#slotEnd) this.#crossSlots(now)
    const areas = (this.#areas ??= new Float64Array(this.#grid.slots))
    const peaks = (this.#peaks ??= new Uint32Array(this.#grid.slots))
    areas[this.#slot] += this.#level * (now - this.#since)
    this.#since = now
    this.#level += by
    if (this.#level > peaks[this.#slot]) peaks[this.#slot] = this.#level
  }

  /** Accounts for the time up to now, so that the areas can be read. */
  settle(now: Ms): void {
    if (this.#areas !== null) this.add(now, 0)
  }

  /** Level × time over some slots, in units × milliseconds. */
  area(range: SlotRange): number {
    let sum = 0
    for (let slot = range.from; slot < range.to; slot++) sum += this.#areas?.[slot] ?? 0
    return sum
  }

  /** The highest level in some slots. */
  peak(range: SlotRange): number {
    let peak = 0
    for (let slot = range.from; slot < range.to; slot++) {
      peak = Math.max(peak, this.#peaks?.[slot] ?? 0)
    }
    return peak
  }

  #crossSlots(now: Ms): void {
    const areas = (this.#areas ??= new Float64Array(this.#grid.slots))
    const peaks = (this.#peaks ??= new Uint32Array(this.#grid.slots))
    while (now >= this.#slotEnd) {
      areas[this.#slot] += this.#level * (this.#slotEnd - this.#since)
      this.#since = this.#slotEnd
      this.#slotEnd = this.#grid.endOf(++this.#slot)
      peaks[this.#slot] = this.#level
    }
  }
}
