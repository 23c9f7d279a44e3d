/**
 * The numbers of a recording, in a few arrays that all of its meters share: rows of counters, and
 * pages of bins. So a meter needs no array, and hardly an object, of its own, and what is written
 * at one time is found in few places of memory.
 */
import type { EndsBook } from './ends.ts'
import type { Bin } from './histogram.ts'
import { NoteBlocks } from './note-blocks.ts'
import { unpacked, withOneMore } from './packed-bin.ts'
import { UsedArrays } from './used-arrays.ts'

/** A page holds an eighth of an octave: what is seldom seen takes little room. */
export const PAGE_BITS = 4
export const PAGE_BINS = 1 << PAGE_BITS

/** A page says what it holds and which is the slot's next; then comes a word for each bin. */
export const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + PAGE_BINS

/** What cannot be packed into a word: its count, its least place, and how many are there. */
const WIDE_WORDS = 3

/** How many words and fractions there are room for at first, and how they grow. */
const FIRST_WORDS = 1 << 16
const FIRST_REALS = 1 << 13
const GROWTH = 1.5

/** From 1 ns to 500,000 years are 64 octaves; eighths that share a place have a page each. */
const ROW = 64 << (7 - PAGE_BITS)

/** All that the meters of one recording write to. */
export class PageStore {
  /** Whole numbers; what nobody has taken is 0. */
  words: Int32Array
  /** Fractions, such as sums of times; what nobody has taken is 0. */
  reals: Float64Array
  /** Where times are kept by how and when they ended, too; null in a plain run. */
  book: EndsBook | null = null
  /** Where what is not counted yet is noted. */
  readonly notes: NoteBlocks
  #end = 1
  #realsEnd = 1
  readonly #arrays: UsedArrays
  /** The pages of the slot that is written to, each where its bins lead: none is looked for. */
  readonly #row = new Int32Array(ROW)
  /** Where the first of these pages is told. */
  #head = 0

  /** @param arrays where its own come from. Default: they are all made anew */
  constructor(arrays = new UsedArrays()) {
    this.#arrays = arrays
    this.words = arrays.words(FIRST_WORDS)
    this.reals = arrays.reals(FIRST_REALS)
    this.notes = new NoteBlocks(arrays)
  }

  /** Hands on every array to the next recording: nobody may read anything of this one any more. */
  release(): void {
    this.notes.release()
    this.#arrays.takeWords(this.words, this.#end)
    this.#arrays.takeReals(this.reals, this.#realsEnd)
    this.words = noWords
    this.reals = noReals
  }

  /** Takes so many words in a row. @returns the first of them, which is never 0 */
  take(words: number): number {
    const first = this.#end
    this.#end += words
    if (this.#end > this.words.length) {
      const before = this.words
      this.words = new Int32Array(Math.ceil(Math.max(this.#end, before.length * GROWTH)))
      this.words.set(before)
    }
    return first
  }

  /** Takes so many fractions in a row. @returns the first of them, which is never 0 */
  takeReals(reals: number): number {
    const first = this.#realsEnd
    this.#realsEnd += reals
    if (this.#realsEnd > this.reals.length) {
      const before = this.reals
      this.reals = new Float64Array(Math.ceil(Math.max(this.#realsEnd, before.length * GROWTH)))
      this.reals.set(before)
    }
    return first
  }

  /** From now on pages are those of a slot whose first page is told at a word. */
  turnTo(head: number): void {
    for (let page = this.words[this.#head]; page !== 0; page = this.words[page + 1]) {
      this.#row[this.words[page] & (ROW - 1)] = 0
    }
    this.#head = head
    for (let page = this.words[head]; page !== 0; page = this.words[page + 1]) {
      this.#row[this.words[page] & (ROW - 1)] = page
    }
  }

  /** Where the bins of a page of the slot that was turned to begin. */
  pageOf(eighth: number): number {
    const page = this.#row[eighth & (ROW - 1)]
    if (page !== 0 && this.words[page] === eighth) return page + PAGE_HEADER
    return (page === 0 ? this.#addPage(eighth) : this.#findPage(eighth)) + PAGE_HEADER
  }

  /** Counts a value in the bin at a word. */
  count(at: number, place: number, bits: number): void {
    const word = this.words[at]
    if (word < 0) return this.#countWide(-word, place)
    const more = withOneMore(word, place, bits)
    if (more !== 0) this.words[at] = more
    else this.#countWide(this.#widen(at, bits), place)
  }

  /** What is in the bin at a word that is not 0. */
  binAt(at: number, bits: number): Bin {
    const word = this.words[at]
    if (word > 0) return unpacked(word, bits)
    const [count, least, atLeast] = this.words.subarray(-word, -word + WIDE_WORDS)
    return { count, least, atLeast }
  }

  #addPage(eighth: number): number {
    const page = this.take(PAGE_WORDS)
    this.words[page] = eighth
    this.words[page + 1] = this.words[this.#head]
    this.words[this.#head] = page
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  /** Where the row leads to a page of another octave. */
  #findPage(eighth: number): number {
    let page = this.words[this.#head]
    while (page !== 0 && this.words[page] !== eighth) page = this.words[page + 1]
    if (page === 0) return this.#addPage(eighth)
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  /** Keeps a bin at length from now on: a word below 0 says where. */
  #widen(at: number, bits: number): number {
    const { count, least, atLeast } = unpacked(this.words[at], bits)
    const wide = this.take(WIDE_WORDS)
    this.words[at] = -wide
    this.words[wide] = count
    this.words[wide + 1] = least
    this.words[wide + 2] = atLeast
    return wide
  }

  #countWide(wide: number, place: number): void {
    const { words } = this
    const further = place - words[wide + 1]
    if (words[wide]++ === 0 || further < 0) {
      words[wide + 1] = place
      words[wide + 2] = 1
    } else if (further === 0) {
      words[wide + 2]++
    }
  }
}

const noWords = new Int32Array(0)
const noReals = new Float64Array(0)
