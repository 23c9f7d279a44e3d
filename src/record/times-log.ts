/**
 * What is only noted while a run goes on, and counted when somebody asks or when there is no more
 * room: rows of a slot of time and of a length of time for each of the timings that share the log.
 * So what nobody asks for costs little, and little is written to.
 */
import type { Ms } from '../kernel/units.ts'
import { NONE, type NoteBlocks, PIECE } from './note-blocks.ts'

/** How many rows are noted before they are counted, at the most. */
const MOST_ROWS = 1 << 13

/** What a row holds for a timing that has no time in it. */
const NO_TIME: Ms = NaN

/** Counts what is noted in its column of a log. */
export interface Column {
  take(log: TimesLog, column: number): void
}

/** A log that some timings share. */
export class TimesLog {
  /** Where the next row goes, its slot first and then its times; at the end there is no room. */
  block: Float64Array = noBlock
  at = 0
  end = 0
  /** How many times a row has. */
  readonly width: number
  readonly #columns: readonly Column[]
  readonly #blocks: NoteBlocks
  readonly #rowsOfPiece: number
  #first = NONE
  #last = NONE
  /** Rows in the pieces before the last. */
  #rows = 0

  constructor(columns: readonly Column[], blocks: NoteBlocks) {
    this.width = columns.length
    this.#columns = columns
    this.#blocks = blocks
    this.#rowsOfPiece = Math.floor((PIECE - 1) / (1 + columns.length))
  }

  /** Rows that are noted and not counted yet. */
  get held(): number {
    if (this.#last === NONE) return 0
    return this.#rows + this.#rowsOfPiece - (this.end - this.at) / (1 + this.width)
  }

  /**
   * Begins a row with a time of one of several that share the log. Who asks writes the time there:
   * a fraction that is passed on may have to be boxed.
   *
   * @returns its place in `block`
   */
  placeFor(slot: number, column: number): number {
    if (this.at === this.end) this.makeRoom()
    const { block, at, width } = this
    this.at = at + 1 + width
    block[at] = slot
    for (let other = 1; other <= width; other++) block[at + other] = NO_TIME
    return at + 1 + column
  }

  /** The log goes on in another piece, or what it holds is counted. */
  makeRoom(): void {
    const isFirst = this.#first === NONE
    const mayGrow = this.#rows < MOST_ROWS
    const piece = mayGrow ? this.#blocks.take(isFirst) : NONE
    if (piece === NONE) {
      this.count()
      return this.#goOnIn(this.#first)
    }
    if (isFirst) {
      this.#first = piece
    } else {
      this.#blocks.link(this.#last, piece)
      this.#rows += this.#rowsOfPiece
    }
    this.#goOnIn(piece)
  }

  /** Has all that is noted counted where it belongs; one piece is kept for what comes. */
  count(): void {
    if (this.held === 0) return
    for (let column = 0; column < this.width; column++) this.#columns[column].take(this, column)
    const others = this.#blocks.next(this.#first)
    if (others !== NONE) this.#blocks.giveBack(others)
    this.#blocks.link(this.#first, NONE)
    this.#rows = 0
    this.#goOnIn(this.#first)
  }

  /**
   * Copies a column, without the rows that have no time in it.
   *
   * @returns how many there are
   */
  read(column: number, slots: Int32Array, times: Float64Array): number {
    const row = 1 + this.width
    let count = 0
    for (let piece = this.#first; piece !== NONE; piece = this.#blocks.next(piece)) {
      const block = this.#blocks.blockOf(piece)
      const first = this.#blocks.placeOf(piece) + 1
      const end = piece === this.#last ? this.at : first + this.#rowsOfPiece * row
      for (let at = first; at < end; at += row) {
        const time = block[at + 1 + column]
        slots[count] = block[at]
        times[count] = time
        if (!Number.isNaN(time)) count++
      }
    }
    return count
  }

  #goOnIn(piece: number): void {
    this.#last = piece
    this.block = this.#blocks.blockOf(piece)
    this.at = this.#blocks.placeOf(piece) + 1
    this.end = this.at + this.#rowsOfPiece * (1 + this.width)
  }
}

const noBlock = new Float64Array(0)
