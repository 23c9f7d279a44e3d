/** How many slots a component has, which may change while it runs. */
import type { Ms } from '../kernel/units.ts'
import { slotsIn, type SlotRange, type TimeGrid } from './grid.ts'

/** The slots of all replicas of a component together, over time. */
export class Capacity {
  /** How many there are now. */
  now: number
  readonly #grid: Pick<TimeGrid, 'edges' | 'endOf'>
  /** Since when there are so many, in order; empty where that has never changed. */
  readonly #since: { readonly at: Ms; readonly slots: number }[] = []

  constructor(slots: number, grid: Pick<TimeGrid, 'edges' | 'endOf'>) {
    this.now = slots
    this.#grid = grid
  }

  /** From now on there are so many. */
  become(slots: number, now: Ms): void {
    if (this.#since.length === 0) this.#since.push({ at: 0, slots: this.now })
    if (this.#since.at(-1)?.at === now) this.#since.pop()
    this.#since.push({ at: now, slots })
    this.now = slots
  }

  /** How many there were on average in some slots of time, of a run that ended at a moment. */
  meanIn(range: SlotRange, endedAt: Ms): number {
    if (this.#since.length === 0) return this.now
    let [area, length] = [0, 0]
    for (const slot of slotsIn(range)) {
      const from = this.#grid.edges[slot] ?? Infinity
      const to = Math.min(this.#grid.endOf(slot), endedAt)
      if (from >= to) continue
      area += this.#areaIn(from, to)
      length += to - from
    }
    return length === 0 ? this.now : area / length
  }

  /** How many there were in a length of time up to a moment, times that length. */
  before(end: Ms, length: Ms): number {
    return this.#since.length === 0 ? this.now * length : this.#areaIn(end - length, end)
  }

  #areaIn(from: Ms, to: Ms): number {
    return this.#since.reduce((area, { at, slots }, i) => {
      const until = this.#since[i + 1]?.at ?? Infinity
      return area + Math.max(0, Math.min(to, until) - Math.max(from, at)) * slots
    }, 0)
  }
}
