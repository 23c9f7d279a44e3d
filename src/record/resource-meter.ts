/** How much of a finite resource is in use over time, and how often there was not enough of it. */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, slotsIn, sumOf, type TimeGrid } from './grid.ts'

/** A finite resource of a component, all its replicas together. */
export type ResourceNumbers = {
  /** How much there is. */
  readonly size: number
  /** How much was in use, lost, or taken: the mean over time, and the most. */
  readonly mean: number
  readonly peak: number
  /** How often there was not enough of it: requests turned away, or replicas killed. */
  readonly denied: number
}

/** Keeps the level of one resource, by slot of time. */
export class ResourceMeter {
  readonly #grid: TimeGrid
  #size = 0
  readonly #areas: Float64Array
  readonly #peaks: Float64Array
  readonly #denials: Uint32Array
  #slot = 0
  #since: Ms = 0.5
  #level = 0.5

  constructor(grid: TimeGrid) {
    this.#grid = grid
    this.#areas = new Float64Array(grid.slots)
    this.#peaks = new Float64Array(grid.slots)
    this.#denials = new Uint32Array(grid.slots)
    this.#since = 0
    this.#level = 0
  }

  /** There is so much more of it: another replica has some. */
  grow(size: number): void {
    this.#size += size
  }

  /** So much more is in use; less if negative. */
  add(now: Ms, amount: number): void {
    this.settle(now)
    this.#level += amount
    if (this.#level > this.#peaks[this.#slot]) this.#peaks[this.#slot] = this.#level
  }

  /** There was not enough of it. */
  deny(now: Ms): void {
    this.#denials[this.#grid.slotAt(now)]++
  }

  /** Accounts for the time up to now. */
  settle(now: Ms): void {
    for (let end = this.#grid.endOf(this.#slot); end <= now; ) {
      this.#areas[this.#slot] += this.#level * (end - this.#since)
      this.#since = end
      this.#peaks[++this.#slot] = this.#level
      end = this.#grid.endOf(this.#slot)
    }
    this.#areas[this.#slot] += this.#level * (now - this.#since)
    this.#since = now
  }

  /** What became of it in some slots. @param elapsed how long they lasted */
  over(range: SlotRange, elapsed: Ms): ResourceNumbers {
    let peak = 0
    for (const slot of slotsIn(range)) peak = Math.max(peak, this.#peaks[slot])
    return {
      size: this.#size,
      mean: elapsed > 0 ? sumOf(this.#areas, range) / elapsed : 0,
      peak,
      denied: sumOf(this.#denials, range),
    }
  }

  /** What a digest reads. */
  toJSON(): unknown {
    const [areas, peaks, denials] = [[...this.#areas], [...this.#peaks], [...this.#denials]]
    return { size: this.#size, areas, peaks, denials }
  }
}
