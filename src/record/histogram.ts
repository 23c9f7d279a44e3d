/**
 * Latency histograms that keep every slot of time apart. A value falls into a bin by the leading
 * bits of its float64: the octave and 1/128 of it. A bin answers with its middle, so any percentile
 * is within 1/256 (0.4 %) of the exact one. Only octaves that were seen have a page, so a histogram
 * that was never used costs nothing and a long run costs no more than a short one.
 */
import type { Ms } from '../kernel/units.ts'
import type { SlotRange } from './grid.ts'

const SUBBINS = 128
const SUBBIN_BITS = 7
const MANTISSA_BITS_LEFT = 20 - SUBBIN_BITS
const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + SUBBINS
const FIRST_WORDS = 1 << 14

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** The bin of a value: its float's exponent and first mantissa bits. */
function binOf(value: Ms): number {
  scratch[0] = value
  return words[HIGH] >>> MANTISSA_BITS_LEFT
}

/** The middle of a bin; zero keeps its own. */
function middleOf(bin: number): Ms {
  if (bin === 0) return 0
  words[HIGH] = ((bin << MANTISSA_BITS_LEFT) | (1 << (MANTISSA_BITS_LEFT - 1))) >>> 0
  words[1 - HIGH] = 0
  return scratch[0]
}

/** The pages of all histograms of a recording, in one array: no object for a page, no collector. */
export class PageStore {
  words = new Uint32Array(FIRST_WORDS)
  #end = 1

  /** Takes a page; its first two words are the octave and the next page of the same slot. */
  take(octave: number, next: number): number {
    const page = this.#end
    this.#end += PAGE_WORDS
    if (this.#end > this.words.length) this.#grow()
    this.words[page] = octave
    this.words[page + 1] = next
    return page
  }

  #grow(): void {
    const grown = new Uint32Array(this.words.length * 2)
    grown.set(this.words)
    this.words = grown
  }
}

/** A histogram for each slot of a time grid. */
export class SlotHistogram {
  readonly #store: PageStore
  readonly #slots: number
  #heads: Uint32Array | null = null

  constructor(store: PageStore, slots: number) {
    this.#store = store
    this.#slots = slots
  }

  /** Counts a value of milliseconds, 0 or more. */
  record(slot: number, value: Ms): void {
    const bin = binOf(value)
    const octave = bin >>> SUBBIN_BITS
    const pages = this.#store.words
    let page = this.#heads === null ? 0 : this.#heads[slot]
    while (page !== 0 && pages[page] !== octave) page = pages[page + 1]
    if (page === 0) page = this.#newPage(slot, octave)
    this.#store.words[page + PAGE_HEADER + (bin & (SUBBINS - 1))]++
  }

  /** The values of some slots, as one histogram that answers questions. */
  over(range: SlotRange): Histogram {
    const bins = new Map<number, number>()
    for (let slot = range.from; slot < range.to; slot++) this.#collect(slot, bins)
    return new Histogram(bins)
  }

  /** Slot by slot, the bins in rising order with their counts: what a digest reads. */
  *entries(): Generator<[slot: number, bins: [number, number][]]> {
    for (let slot = 0; slot < this.#slots; slot++) {
      const bins = new Map<number, number>()
      this.#collect(slot, bins)
      if (bins.size > 0) yield [slot, [...bins].sort(byBin)]
    }
  }

  #newPage(slot: number, octave: number): number {
    this.#heads ??= new Uint32Array(this.#slots)
    return (this.#heads[slot] = this.#store.take(octave, this.#heads[slot]))
  }

  #collect(slot: number, bins: Map<number, number>): void {
    if (this.#heads === null) return
    const pages = this.#store.words
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      for (let sub = 0; sub < SUBBINS; sub++) {
        const count = pages[page + PAGE_HEADER + sub]
        if (count === 0) continue
        const bin = pages[page] * SUBBINS + sub
        bins.set(bin, (bins.get(bin) ?? 0) + count)
      }
    }
  }
}

const byBin = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0]

/** Values counted in bins. Percentiles are within 0.4 % of the exact ones. */
export class Histogram {
  /** How many values there are. */
  readonly count: number
  readonly #bins: readonly (readonly [bin: number, count: number])[]

  constructor(bins: Iterable<readonly [number, number]>) {
    this.#bins = [...bins].sort(byBin)
    this.count = this.#bins.reduce((sum, [, count]) => sum + count, 0)
  }

  /** Several histograms taken together. */
  static merged(all: readonly Histogram[]): Histogram {
    const bins = new Map<number, number>()
    for (const histogram of all) {
      for (const [bin, count] of histogram.#bins) bins.set(bin, (bins.get(bin) ?? 0) + count)
    }
    return new Histogram(bins)
  }

  /**
   * The value that at least a share of all values does not exceed (nearest rank).
   *
   * @param share 0 to 1: 0.99 for the p99
   * @returns milliseconds, or undefined when there are no values
   */
  quantile(share: number): Ms | undefined {
    const rank = Math.max(1, Math.ceil(share * this.count))
    let seen = 0
    for (const [bin, count] of this.#bins) {
      seen += count
      if (seen >= rank) return middleOf(bin)
    }
    return undefined
  }

  /** How many values are over a limit, up to the width of the bin the limit falls into. */
  countOver(limit: Ms): number {
    return this.#bins.reduce((sum, [bin, count]) => sum + (middleOf(bin) > limit ? count : 0), 0)
  }
}
