/**
 * The pages of bins of all histograms of a recording, in blocks of one size: so none is ever copied
 * for want of room, and what is written at one time is found in few places of memory.
 */
import { placeBitsOf } from './bins.ts'
import { type Bin, joined } from './histogram.ts'
import { unpacked, withOneMore } from './packed-bin.ts'
import type { UsedArrays } from './used-arrays.ts'

/** A page holds an eighth of an octave: what is seldom seen takes little room. */
const PAGE_BITS = 4
const PAGE_BINS = 1 << PAGE_BITS

/**
 * A page says what it holds (which eighth, and a bit for each bin that is not empty) and which is
 * the slot's next; then comes a word for each bin.
 */
const EIGHTH_BITS = 14
const EIGHTH = (1 << EIGHTH_BITS) - 1
const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + PAGE_BINS

/** What cannot be packed into a word: its count, its least place, and how many are there. */
const WIDE_WORDS = 3

const BLOCK_BITS = 14
const BLOCK = 1 << BLOCK_BITS

/** From 1 ns to 500,000 years are 64 octaves; eighths that share a place have a page each. */
const ROW = 64 << (7 - PAGE_BITS)

/** Bins by slot: each slot has a list of pages, whose first is told wherever its owner says. */
export class BinPages {
  readonly #arrays: UsedArrays
  readonly #blocks: Int32Array[] = []
  /** Where the words begin that nobody has taken; none is at 0. */
  #end = 1
  /** The pages of the slot that is written to, each where its bins lead: none is looked for. */
  readonly #row = new Int32Array(ROW)
  /** The first of these pages. */
  #first = 0

  /** @param arrays where blocks come from */
  constructor(arrays: UsedArrays) {
    this.#arrays = arrays
  }

  /** Hands on every block: nobody may read anything of it any more. */
  release(): void {
    for (const block of this.#blocks.splice(0)) this.#arrays.takeWordBlock(block)
  }

  /** From now on values are those of a slot whose first page it is; 0 when it has none. */
  turnTo(first: number): void {
    for (let page = this.#first; page !== 0; page = this.#next(page)) {
      this.#row[this.#eighth(page) & (ROW - 1)] = 0
    }
    this.#first = first
    for (let page = first; page !== 0; page = this.#next(page)) {
      this.#row[this.#eighth(page) & (ROW - 1)] = page
    }
  }

  /** The first page of the slot that was turned to, which may be another by now. */
  get first(): number {
    return this.#first
  }

  /** Counts a value in a bin of that slot. */
  count(bin: number, place: number, bits: number): void {
    const page = this.#pageOf(bin >>> PAGE_BITS)
    const block = this.#blockOf(page)
    const at = placeOf(page) + PAGE_HEADER + (bin & (PAGE_BINS - 1))
    const word = block[at]
    if (word === 0) block[placeOf(page)] |= 1 << (EIGHTH_BITS + (bin & (PAGE_BINS - 1)))
    if (word < 0) return this.#countWide(-word, place)
    const more = withOneMore(word, place, bits)
    if (more !== 0) block[at] = more
    else this.#countWide(this.#widen(block, at, bits), place)
  }

  /**
   * Adds what is in the bins of a slot to what is known of them.
   *
   * @param first the first page of the slot; 0 when it has none
   */
  collect(first: number, bins: Map<number, Bin>): void {
    for (let page = first; page !== 0; ) {
      const block = this.#blockOf(page)
      const at = placeOf(page)
      for (let used = block[at] >>> EIGHTH_BITS; used !== 0; used &= used - 1) {
        const sub = 31 - Math.clz32(used & -used)
        const bin = (block[at] & EIGHTH) * PAGE_BINS + sub
        const found = this.#binOf(block[at + PAGE_HEADER + sub], placeBitsOf(bin))
        const known = bins.get(bin)
        bins.set(bin, known === undefined ? found : joined(known, found))
      }
      page = block[at + 1]
    }
  }

  #blockOf(address: number): Int32Array {
    return this.#blocks[address >>> BLOCK_BITS]
  }

  #eighth(page: number): number {
    return this.#blockOf(page)[placeOf(page)] & EIGHTH
  }

  #next(page: number): number {
    return this.#blockOf(page)[placeOf(page) + 1]
  }

  /** What a word says that is not 0. */
  #binOf(word: number, bits: number): Bin {
    if (word > 0) return unpacked(word, bits)
    const at = placeOf(-word)
    const [count, least, atLeast] = this.#blockOf(-word).subarray(at, at + WIDE_WORDS)
    return { count, least, atLeast }
  }

  /** The page of the slot that was turned to which holds an eighth. */
  #pageOf(eighth: number): number {
    const page = this.#row[eighth & (ROW - 1)]
    if (page !== 0 && this.#eighth(page) === eighth) return page
    return page === 0 ? this.#addPage(eighth) : this.#findPage(eighth)
  }

  #addPage(eighth: number): number {
    const page = this.#take(PAGE_WORDS)
    const [block, at] = [this.#blockOf(page), placeOf(page)]
    block[at] = eighth
    block[at + 1] = this.#first
    this.#first = page
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  /** Where the row leads to a page of another octave. */
  #findPage(eighth: number): number {
    let page = this.#first
    while (page !== 0 && this.#eighth(page) !== eighth) page = this.#next(page)
    if (page === 0) return this.#addPage(eighth)
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  /** Keeps a bin at length from now on: a word below 0 says where. */
  #widen(block: Int32Array, at: number, bits: number): number {
    const { count, least, atLeast } = unpacked(block[at], bits)
    const wide = this.#take(WIDE_WORDS)
    block[at] = -wide
    this.#blockOf(wide).set([count, least, atLeast], placeOf(wide))
    return wide
  }

  #countWide(wide: number, place: number): void {
    const [block, at] = [this.#blockOf(wide), placeOf(wide)]
    const further = place - block[at + 1]
    if (block[at]++ === 0 || further < 0) {
      block[at + 1] = place
      block[at + 2] = 1
    } else if (further === 0) {
      block[at + 2]++
    }
  }

  /** Takes so many words in a row, all of them 0, of one block. */
  #take(words: number): number {
    const left = this.#blocks.length * BLOCK - this.#end
    if (left < words) {
      this.#end = Math.max(this.#blocks.length * BLOCK, 1)
      this.#blocks.push(this.#arrays.wordBlock(BLOCK))
    }
    const first = this.#end
    this.#end += words
    return first
  }
}

const placeOf = (address: number): number => address & (BLOCK - 1)
