/** The latencies of the last so many calls, and their percentiles. */
import type { Ms } from '../../kernel/units.ts'

/**
 * A window of the last so many latencies, kept in order, so that a percentile is exact and at hand.
 * Adding one shifts a part of a typed array, which for a thousand takes well under a microsecond.
 */
export class LatestLatencies {
  /** In the order they came; a ring. */
  readonly #came: Float64Array
  /** In the order of their size. */
  readonly #sorted: Float64Array
  /** How many there are. */
  count = 0
  #next = 0

  /** @param most how many are remembered */
  constructor(most: number) {
    this.#came = new Float64Array(most)
    this.#sorted = new Float64Array(most)
  }

  /** Adds one; when all places are taken, the oldest leaves. */
  add(ms: Ms): void {
    if (this.count === this.#came.length) this.#remove(this.#came[this.#next])
    this.#insert(ms)
    this.#came[this.#next] = ms
    this.#next = this.#next + 1 === this.#came.length ? 0 : this.#next + 1
  }

  /** The smallest that is no less than this share of all, by nearest rank; NaN of none. */
  quantile(share: number): Ms {
    if (this.count === 0) return Number.NaN
    return this.#sorted[Math.max(1, Math.ceil(share * this.count)) - 1]
  }

  #insert(ms: Ms): void {
    const at = this.#placeOf(ms)
    this.#sorted.copyWithin(at + 1, at, this.count)
    this.#sorted[at] = ms
    this.count++
  }

  #remove(ms: Ms): void {
    const at = this.#placeOf(ms)
    this.#sorted.copyWithin(at, at + 1, this.count)
    this.count--
  }

  /** The place of the first that is no smaller. */
  #placeOf(ms: Ms): number {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sorted[middle] < ms) low = middle + 1
      else high = middle
    }
    return low
  }
}
