/**
 * Arrays that recordings write to, used again when they are outgrown, or when nobody reads their
 * recording any more: what is made anew has to be cleared first, and be collected some day.
 */

/** Arrays that are free to be used. */
export class UsedArrays {
  /** Each kind all of one length. */
  readonly #blocks: Float64Array[] = []
  readonly #wordBlocks: Int32Array[] = []
  #words: Int32Array | null = null
  #reals: Float64Array | null = null

  /** Room for so many numbers, always as many; what stands there means nothing. */
  block(length: number): Float64Array {
    return this.#blocks.pop() ?? new Float64Array(length)
  }

  /** Takes back what nobody reads any more. */
  takeBlock(block: Float64Array): void {
    this.#blocks.push(block)
  }

  /** Room for so many words, always as many, and all of them 0. */
  wordBlock(length: number): Int32Array {
    return this.#wordBlocks.pop() ?? new Int32Array(length)
  }

  /** Takes back what nobody reads any more. */
  takeWordBlock(block: Int32Array): void {
    this.#wordBlocks.push(block.fill(0))
  }

  /** So many words at least, all of them 0. */
  words(least: number): Int32Array {
    const words = this.#words
    this.#words = null
    return words !== null && words.length >= least ? words : new Int32Array(least)
  }

  /**
   * Takes back what nobody reads any more.
   *
   * @param used how many of the words may be other than 0
   */
  takeWords(words: Int32Array, used: number): void {
    words.fill(0, 0, used)
    this.#words = words
  }

  /** So many fractions at least, all of them 0. */
  reals(least: number): Float64Array {
    const reals = this.#reals
    this.#reals = null
    return reals !== null && reals.length >= least ? reals : new Float64Array(least)
  }

  /** Takes back what nobody reads any more, of which so many may be other than 0. */
  takeReals(reals: Float64Array, used: number): void {
    reals.fill(0, 0, used)
    this.#reals = reals
  }
}
