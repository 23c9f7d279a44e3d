/**
 * The numbers of a recording, in a few arrays that all of its meters share: rows of counters, notes
 * and pages of bins. So a meter needs no array, and hardly an object, of its own, and what is
 * written at one time is found in few places of memory.
 */
import { BinPages } from './bin-pages.ts'
import type { EndsBook } from './ends.ts'
import { NoteBlocks } from './note-blocks.ts'
import { UsedArrays } from './used-arrays.ts'

/** How many words and fractions there are room for at first, and how they grow. */
const FIRST_WORDS = 1 << 16
const FIRST_REALS = 1 << 13
const GROWTH = 1.5

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
  /** Where times are counted in bins. */
  readonly bins: BinPages
  #end = 1
  #realsEnd = 1
  readonly #arrays: UsedArrays

  /** @param arrays where its own come from. Default: they are all made anew */
  constructor(arrays = new UsedArrays()) {
    this.#arrays = arrays
    this.words = arrays.words(FIRST_WORDS)
    this.reals = arrays.reals(FIRST_REALS)
    this.notes = new NoteBlocks(arrays)
    this.bins = new BinPages(arrays)
  }

  /** Hands on every array to the next recording: nobody may read anything of this one any more. */
  release(): void {
    this.notes.release()
    this.bins.release()
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
}

const noWords = new Int32Array(0)
const noReals = new Float64Array(0)
