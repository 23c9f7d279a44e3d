/** Counters by name and slot, for what only some components or calls have: made when first used. */
import { type SlotRange, sumOf } from './grid.ts'

/** Counts by name; a name is there once something of it was counted in the run. */
export type NamedCounts = { readonly [name: string]: number }

/** Counts by name, or by the number of a reason, each by slot of time. */
export class Counters<Name extends string | number = string> {
  readonly #slots: number
  readonly #byName = new Map<Name, Uint32Array>()

  /** @param slots how many slots of time there are */
  constructor(slots: number) {
    this.#slots = slots
  }

  /** Counts one more of a name. */
  add(name: Name, slot: number): void {
    let counts = this.#byName.get(name)
    if (counts === undefined) this.#byName.set(name, (counts = new Uint32Array(this.#slots)))
    counts[slot]++
  }

  /** What was counted in some slots, in order of names. */
  over(range: SlotRange): NamedCounts {
    return Object.fromEntries(this.#inOrder().map(([name, counts]) => [name, sumOf(counts, range)]))
  }

  /** The same as sums, without the names of which nothing was counted there. */
  sums(range: SlotRange): Map<Name, number> {
    const sums = new Map<Name, number>()
    for (const [name, counts] of this.#inOrder()) {
      const sum = sumOf(counts, range)
      if (sum > 0) sums.set(name, sum)
    }
    return sums
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return this.#inOrder().map(([name, counts]) => [name, [...counts]])
  }

  #inOrder(): [Name, Uint32Array][] {
    return [...this.#byName].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

/** Counts of several, added up by their names. */
export function addedByName(all: readonly NamedCounts[]): NamedCounts {
  const sums = new Map<string, number>()
  for (const [name, count] of all.flatMap(counts => Object.entries(counts))) {
    sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return Object.fromEntries(sums)
}
