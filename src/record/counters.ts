/** Counters by name and slot, for what only some components or calls have: made when first used. */
import type { SlotRange } from './grid.ts'
import { sumOf } from './tally.ts'

/** Counts by name; a name is there once something of it was counted in the run. */
export type NamedCounts = { readonly [name: string]: number }

/** Named counts, each by slot of time. */
export class Counters {
  readonly #slots: number
  readonly #byName = new Map<string, Uint32Array>()

  /** @param slots how many slots of time there are */
  constructor(slots: number) {
    this.#slots = slots
  }

  /** Counts one more of a name. */
  add(name: string, slot: number): void {
    let counts = this.#byName.get(name)
    if (counts === undefined) this.#byName.set(name, (counts = new Uint32Array(this.#slots)))
    counts[slot]++
  }

  /** What was counted in some slots, in order of names. */
  over(range: SlotRange): NamedCounts {
    return Object.fromEntries(this.#inOrder().map(([name, counts]) => [name, sumOf(counts, range)]))
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return this.#inOrder().map(([name, counts]) => [name, [...counts]])
  }

  #inOrder(): [string, Uint32Array][] {
    return [...this.#byName].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
