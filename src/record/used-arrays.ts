/**
 * Arrays that recordings write to, used again when they are outgrown, or when nobody reads their
 * recording any more: what is made anew has to be cleared first, and be collected some day.
 */

/** Room to note times in, each with its slot; what stands beyond those noted means nothing. */
export type Notes = {
  /** Milliseconds, so many for each slot. */
  readonly times: Float64Array
  readonly slots: Int32Array
}

/** How many rows of a slot and so many times. */
export type NotesSize = { readonly rows: number; readonly width: number }

/** Arrays that are free to be used. */
export class UsedArrays {
  /** By how many times there are, and then by how many slots. */
  readonly #notes = new Map<number, Map<number, Notes[]>>()
  #words: Int32Array | null = null

  /** Room for so many rows. */
  notes({ rows, width }: NotesSize): Notes {
    const free = this.#notes
      .get(rows * width)
      ?.get(rows)
      ?.pop()
    return free ?? { times: new Float64Array(rows * width), slots: new Int32Array(rows) }
  }

  /** Takes back what nobody reads any more. */
  takeNotes(notes: Notes): void {
    const { times, slots } = notes
    const likes = this.#notes.get(times.length) ?? new Map<number, Notes[]>()
    this.#notes.set(times.length, likes)
    const free = likes.get(slots.length)
    if (free === undefined) likes.set(slots.length, [notes])
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
