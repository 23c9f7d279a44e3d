/**
 * Latency histograms that keep every slot of time apart. A value falls into a bin by the leading
 * bits of its float64: the octave and 1/128 of it. A bin answers with its middle, so any percentile
 * is within 1/256 (0.4 %) of the exact one. Only what was seen has a page, so a histogram that
 * was never used costs nothing and a long run costs no more than a short one.
 */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, slotsIn } from './grid.ts'

const BITS_PER_OCTAVE = 7
const MANTISSA_BITS_LEFT = 20 - BITS_PER_OCTAVE

/** Bins of one octave, and all there are: 11 bits of exponent. */
export const BINS_PER_OCTAVE = 1 << BITS_PER_OCTAVE
export const ALL_BINS = BINS_PER_OCTAVE << 11

/** How float64 numbers the octave that begins at 1. */
const OCTAVE_OF_ONE = 1_023

/** A page holds a quarter of an octave: what is seldom seen takes little room. */
const PAGE_BITS = 5
const PAGE_BINS = 1 << PAGE_BITS
const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + PAGE_BINS
const FIRST_WORDS = 1 << 16

/** From 1 ns to 500,000 years are 64 octaves; quarters that share a place have a page each. */
const ROW = 64 * 4
const noRow = new Int32Array(0)

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** The bin of a value: its float's exponent and first mantissa bits. */
export function binOf(value: Ms): number {
  scratch[0] = value
  return words[HIGH] >>> MANTISSA_BITS_LEFT
}

/** The middle of a bin; zero keeps its own. */
export function middleOf(bin: number): Ms {
  if (bin === 0) return 0
  words[HIGH] = ((bin << MANTISSA_BITS_LEFT) | (1 << (MANTISSA_BITS_LEFT - 1))) >>> 0
  words[1 - HIGH] = 0
  return scratch[0]
}

/** The pages of all histograms of a recording, in one array: no object for a page, no collector. */
export class PageStore {
  words = new Int32Array(FIRST_WORDS)
  #end = 1

  /** Takes a page; its first two words say what it holds and name the slot's next. */
  take(quarter: number, next: number): number {
    const page = this.#end
    this.#end += PAGE_WORDS
    if (this.#end > this.words.length) this.#grow()
    this.words[page] = quarter
    this.words[page + 1] = next
    return page
  }

  #grow(): void {
    const grown = new Int32Array(Math.ceil(this.words.length * 1.5))
    grown.set(this.words)
    this.words = grown
  }
}

/** A histogram for each slot of a time grid. */
export class SlotHistogram {
  readonly #store: PageStore
  readonly #slots: number
  /** The first page of each slot. */
  #heads: Int32Array | null = null
  /** The pages of the slot last used, each where its bins lead: so none has to be looked for. */
  #row: Int32Array = noRow
  #rowSlot = -1

  constructor(store: PageStore, slots: number) {
    this.#store = store
    this.#slots = slots
  }

  /** Counts a value of milliseconds, 0 or more. */
  record(slot: number, value: Ms): void {
    const bin = binOf(value)
    const quarter = bin >>> PAGE_BITS
    if (slot !== this.#rowSlot) this.#turnTo(slot)
    let page = this.#row[quarter & (ROW - 1)]
    if (page === 0 || this.#store.words[page] !== quarter) page = this.#findPage(slot, quarter)
    this.#store.words[page + PAGE_HEADER + (bin & (PAGE_BINS - 1))]++
  }

  /**
   * The values of some slots, as one histogram that answers questions.
   *
   * @param zeros how many values of 0 there are besides
   * @param longest no value is longer than this
   */
  over(range: SlotRange, zeros = 0, longest = Infinity): Histogram {
    const bins = new Map<number, number>(zeros > 0 ? [[0, zeros]] : [])
    for (const slot of slotsIn(range)) this.#collect(slot, bins)
    return new Histogram(bins, longest)
  }

  /** Slot by slot, the bins in rising order with their counts: what a digest reads. */
  *entries(): Generator<[slot: number, bins: [number, number][]]> {
    for (let slot = 0; slot < this.#slots; slot++) {
      const bins = new Map<number, number>()
      this.#collect(slot, bins)
      if (bins.size > 0) yield [slot, [...bins].sort(byBin)]
    }
  }

  #turnTo(slot: number): void {
    if (this.#heads === null) {
      this.#heads = new Int32Array(this.#slots)
      this.#row = new Int32Array(ROW)
    }
    this.#rowSlot = slot
    this.#row.fill(0)
    const { words: pages } = this.#store
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      this.#row[pages[page] & (ROW - 1)] = page
    }
  }

  #findPage(slot: number, quarter: number): number {
    const heads = this.#heads as Int32Array
    const { words: pages } = this.#store
    let page = heads[slot]
    while (page !== 0 && pages[page] !== quarter) page = pages[page + 1]
    if (page === 0) heads[slot] = page = this.#store.take(quarter, heads[slot])
    this.#row[quarter & (ROW - 1)] = page
    return page
  }

  #collect(slot: number, bins: Map<number, number>): void {
    if (this.#heads === null) return
    const pages = this.#store.words
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      for (let sub = 0; sub < PAGE_BINS; sub++) {
        const count = pages[page + PAGE_HEADER + sub]
        if (count === 0) continue
        const bin = pages[page] * PAGE_BINS + sub
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
  readonly #longest: Ms

  /** @param longest no value is longer: the middle of the last bin may be */
  constructor(bins: Iterable<readonly [number, number]>, longest: Ms = Infinity) {
    this.#longest = longest
    this.#bins = [...bins].sort(byBin)
    this.count = this.#bins.reduce((sum, [, count]) => sum + count, 0)
  }

  /** Several histograms taken together. */
  static merged(all: readonly Histogram[]): Histogram {
    const bins = new Map<number, number>()
    for (const histogram of all) {
      for (const [bin, count] of histogram.#bins) bins.set(bin, (bins.get(bin) ?? 0) + count)
    }
    return new Histogram(bins, Math.max(...all.map(histogram => histogram.#longest)))
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
      if (seen >= rank) return this.#valueOf(bin)
    }
    return undefined
  }

  /** How many values are over a limit, up to the width of the bin the limit falls into. */
  countOver(limit: Ms): number {
    return this.#bins.reduce(
      (sum, [bin, count]) => sum + (this.#valueOf(bin) > limit ? count : 0),
      0,
    )
  }

  /**
   * How many values there are from each power of two up to the next, in rising order: octave 3 is
   * 8 to 16 ms, octave -1 is 0.5 to 1 ms. A value of 0 is in the first octave there is, -1023.
   */
  octaves(): [octave: number, count: number][] {
    const counts = new Map<number, number>()
    for (const [bin, count] of this.#bins) {
      const octave = Math.floor(bin / BINS_PER_OCTAVE) - OCTAVE_OF_ONE
      counts.set(octave, (counts.get(octave) ?? 0) + count)
    }
    return [...counts]
  }

  /** The middle of a bin, unless nothing was that long. */
  #valueOf(bin: number): Ms {
    return Math.min(middleOf(bin), this.#longest)
  }
}
