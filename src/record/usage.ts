/** How much of a link's bandwidth is in use over time: the area under that level, by slot. */
import type { Ms } from '../kernel/units.ts'
import { sumOf, type TimeGrid } from './grid.ts'
import { lengthOf, type Span } from './window.ts'

/** The use of one direction of a link, 0 to 1, as time goes on. */
export class Usage {
  readonly #grid: TimeGrid
  readonly #areas: Float64Array
  /** What it falls back to when nothing that we know of is on its way. */
  readonly #idle: number
  #slot = 0
  #since: Ms = 0.5
  #level = 0.5
  /** The level holds until then. */
  #until: Ms = Number.POSITIVE_INFINITY

  /** @param idle the use by others, 0 to 1 */
  constructor(grid: TimeGrid, idle: number) {
    this.#grid = grid
    this.#areas = new Float64Array(grid.slots)
    this.#idle = idle
    this.#since = 0
    this.#level = idle
  }

  /** From now on so much is in use, until further notice or until a moment that is known. */
  set(now: Ms, level: number, until: Ms = Number.POSITIVE_INFINITY): void {
    this.settle(now)
    this.#level = level
    this.#until = until
  }

  /** Adds a use that takes no turn with others: so much of all the bandwidth, for so long. */
  add(slot: number, length: Ms): void {
    this.#areas[slot] += length
  }

  /** Accounts for the time up to now. */
  settle(now: Ms): void {
    if (this.#until < now) {
      this.#spread(this.#until)
      this.#level = this.#idle
      this.#until = Number.POSITIVE_INFINITY
    }
    this.#spread(now)
  }

  /** The mean use over a part of the run, 0 to 1. */
  over(span: Span): number {
    const elapsed = lengthOf(span, this.#since)
    return elapsed > 0 ? sumOf(this.#areas, span.slots) / elapsed : 0
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return [...this.#areas]
  }

  #spread(to: Ms): void {
    for (let end = this.#grid.endOf(this.#slot); end <= to; ) {
      this.#areas[this.#slot] += (end - this.#since) * this.#level
      this.#since = end
      end = this.#grid.endOf(++this.#slot)
    }
    this.#areas[this.#slot] += (to - this.#since) * this.#level
    this.#since = to
  }
}
