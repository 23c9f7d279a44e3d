/**
 * Lengths of time counted in bins, as something that answers questions. Of each bin the least value
 * is known, and how many are equal to it: so times that repeat, such as a constant or a time-out,
 * are exact. The others of a bin answer with the middle between that and the bin's end, so any
 * percentile is within 1/256 (0.4 %) of the exact one, and the longest of all is exact.
 */
import { rankOf } from '../kernel/percentile.ts'
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import { edgeOf, octaveOf, valueIn } from './bins.ts'

/** What is in a bin. */
export type Bin = {
  readonly count: number
  /** The place of the least value in the bin. */
  readonly least: number
  /** How many are equal to it. */
  readonly atLeast: number
}

/** Two bins of the same values, taken together. */
export function joined(one: Bin, other: Bin): Bin {
  const count = one.count + other.count
  if (one.least === other.least) {
    return { count, least: one.least, atLeast: one.atLeast + other.atLeast }
  }
  const { least, atLeast } = one.least < other.least ? one : other
  return { count, least, atLeast }
}

/** So many values that answer as one. */
type Step = { readonly value: Ms; readonly count: number }

/** Values counted in bins. */
export class Histogram {
  /** How many values there are. */
  readonly count: number
  /** By the number of the bin, in rising order. */
  readonly #bins: readonly (readonly [number: number, bin: Bin])[]
  readonly #longest: Ms
  #steps: readonly Step[] | undefined

  /** @param longest the longest value of all */
  constructor(bins: Iterable<readonly [number, Bin]>, longest: Ms) {
    this.#longest = longest
    this.#bins = [...bins].sort(([a], [b]) => a - b)
    this.count = this.#bins.reduce((sum, [, { count }]) => sum + count, 0)
  }

  /** Several histograms taken together. */
  static merged(all: readonly Histogram[]): Histogram {
    if (all.length === 1) return all[0]
    const bins = new Map<number, Bin>()
    for (const [number, bin] of all.flatMap(histogram => histogram.#bins)) {
      const known = bins.get(number)
      bins.set(number, known === undefined ? bin : joined(known, bin))
    }
    return new Histogram(bins, Math.max(0, ...all.map(histogram => histogram.#longest)))
  }

  /**
   * The value that at least a share of all values does not exceed (nearest rank).
   *
   * @param share 0 to 1: 0.99 for the p99
   * @returns milliseconds, or undefined when there are no values
   */
  quantile(share: number): Ms | undefined {
    const rank = rankOf(share, this.count)
    let seen = 0
    for (const { value, count } of this.#inOrder()) {
      seen += count
      if (seen >= rank) return value
    }
    return undefined
  }

  /** How many values are over a limit; none that is equal to it, to the nanosecond. */
  countOver(limit: Ms): number {
    const least = measured(limit)
    return this.#inOrder().reduce((sum, { value, count }) => sum + (value > least ? count : 0), 0)
  }

  /**
   * How many values there are from each power of two up to the next, in rising order: octave 3 is
   * 8 to 16 ms, octave -1 is 0.5 to 1 ms. A value of 0 is in the first octave there is, -1023.
   */
  octaves(): [octave: number, count: number][] {
    const counts = new Map<number, number>()
    for (const [number, { count }] of this.#bins) {
      const octave = octaveOf(number)
      counts.set(octave, (counts.get(octave) ?? 0) + count)
    }
    return [...counts]
  }

  /** The values in rising order, as well as they are known. */
  #inOrder(): readonly Step[] {
    const last = this.#bins.at(-1)
    return (this.#steps ??= this.#bins.flatMap(entry => this.#stepsOf(entry, entry === last)))
  }

  #stepsOf([number, bin]: readonly [number, Bin], isLast: boolean): Step[] {
    const value = valueIn(number, bin.least)
    const equal = { value, count: bin.atLeast }
    const others = bin.count - bin.atLeast
    if (others === 0) return [equal]
    const middle = measured((value + edgeOf(number + 1)) / 2)
    if (!isLast) return [equal, { value: middle, count: others }]
    const below = { value: Math.min(middle, this.#longest), count: others - 1 }
    return [equal, below, { value: this.#longest, count: 1 }]
  }
}
