/**
 * Arrays that recordings write to, used again when they are outgrown, or when nobody reads their
 * recording any more: what is made anew has to be cleared first, and be collected some day.
 */

/** Room to note times in, each with its slot; what stands beyond those noted means nothing. */
export type Notes = {
  /** Milliseconds. */
  readonly times: Float64Array
  readonly slots: Int32Array
}

/** Arrays that are free to be used. */
export class UsedArrays {
  readonly #notes = new Map<number, Notes[]>()
  #words: Int32Array | null = null

  /** Room for so many times. */
  notes(length: number): Notes {
    const free = this.#notes.get(length)?.pop()
    return free ?? { times: new Float64Array(length), slots: new Int32Array(length) }
  }

  /** Takes back what nobody reads any more. */
  takeNotes(notes: Notes): void {
    const { length } = notes.times
    const free = this.#notes.get(length)
    if (free === undefined) this.#notes.set(length, [notes])
    else free.push(notes)
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
}
