/**
 * Room for notes: pieces of a few large arrays, all of one size, which whoever needs one takes and
 * gives back. A thousand logs that hold a few notes each take no more room than these.
 */
import type { UsedArrays } from './used-arrays.ts'

/** How many numbers a piece holds, its link to the next one included; and a block. */
export const PIECE = 128
const BLOCK_BITS = 15
const BLOCK = 1 << BLOCK_BITS

/** All blocks of a recording: 20 MB. */
const MOST_BLOCKS = 80

/** No piece. */
export const NONE = -1

/** The pieces that the logs of one recording share. */
export class NoteBlocks {
  readonly #arrays: UsedArrays
  readonly #blocks: Float64Array[] = []
  /** The first piece that was given back, and where those begin that nobody has had. */
  #free = NONE
  #end = 0

  /** @param arrays where blocks come from */
  constructor(arrays: UsedArrays) {
    this.#arrays = arrays
  }

  /** The block that a piece lies in. */
  blockOf(piece: number): Float64Array {
    return this.#blocks[piece >> BLOCK_BITS]
  }

  /** Where in its block a piece begins: there stands its link. */
  placeOf(piece: number): number {
    return piece & (BLOCK - 1)
  }

  /** The piece behind another one, or `NONE`. */
  next(piece: number): number {
    return this.blockOf(piece)[this.placeOf(piece)]
  }

  /** Puts a piece, or none, behind another one. */
  link(piece: number, next: number): void {
    this.blockOf(piece)[this.placeOf(piece)] = next
  }

  /**
   * Takes a piece.
   *
   * @param insists whether there must be one, even when there is no room for more
   * @returns `NONE` when there is none
   */
  take(insists: boolean): number {
    const free = this.#free
    if (free !== NONE) this.#free = this.next(free)
    const piece = free === NONE ? this.#takeNew(insists) : free
    if (piece !== NONE) this.link(piece, NONE)
    return piece
  }

  /** Takes back a piece and all behind it. */
  giveBack(first: number): void {
    let last = first
    for (let next = this.next(last); next !== NONE; next = this.next(last)) last = next
    this.link(last, this.#free)
    this.#free = first
  }

  /** Hands on every block: nobody may note or ask anything any more. */
  release(): void {
    for (const block of this.#blocks.splice(0)) this.#arrays.takeBlock(block)
    this.#free = NONE
    this.#end = 0
  }

  #takeNew(insists: boolean): number {
    if (this.#end === this.#blocks.length * BLOCK) {
      if (this.#blocks.length >= MOST_BLOCKS && !insists) return NONE
      this.#blocks.push(this.#arrays.block(BLOCK))
    }
    const piece = this.#end
    this.#end += PIECE
    return piece
  }
}
