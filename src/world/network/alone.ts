/** No sharing: every message has the link as if it were alone, and its use is only measured. */
import type { TimeGrid } from '../../record/grid.ts'
import type { Usage } from '../../record/usage.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Parcel } from './parcel.ts'
import type { Sharing } from './sharing.ts'

/** A link without limits of its own. */
export class Alone implements Sharing {
  readonly #bandwidth: number
  readonly #usage: Usage | null
  readonly #grid: TimeGrid

  /** @param usage null when there is no bandwidth to use a part of */
  constructor(bandwidth: number, usage: Usage | null, grid: TimeGrid) {
    this.#bandwidth = bandwidth
    this.#usage = usage
    this.#grid = grid
  }

  backlog(): number {
    return 0
  }

  carry(parcel: Parcel, now: Ms): void {
    const { bits } = parcel
    this.#usage?.add(this.#grid.slotAt(now), bits / this.#bandwidth)
    parcel.queuingMs = 0
    parcel.sendingMs = bits / Math.min(this.#bandwidth, parcel.rate)
    parcel.traffic.left(parcel, parcel.sendingMs)
  }
}
