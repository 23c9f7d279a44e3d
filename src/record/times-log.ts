/**
 * What is only noted while a run goes on, and counted when somebody asks or when there is no more
 * room: rows of a slot of time and of a length of time for each of the timings that share the log.
 * So what nobody asks for costs little, and few arrays are written to.
 */
import type { Ms } from '../kernel/units.ts'
import type { PageStore } from './slot-histogram.ts'
import type { Notes } from './used-arrays.ts'

/** How many rows are noted before they are counted: at first, and at the most. */
const FIRST_ROWS = 16
const MOST_ROWS = 1 << 13

/** What a row holds for a timing that has no time in it. */
const NO_TIME: Ms = NaN

/** Counts what is noted in its column of a log. */
export interface Column {
  take(log: TimesLog, column: number): void
}

/** A log that some timings share. */
export class TimesLog {
  /** The slot of each row, and its times side by side. */
  slots: Int32Array = noSlots
  times: Float64Array = noTimes
  /** Rows that are noted and not counted yet, and how many there is room for. */
  held = 0
  room = 0
  #columns: readonly Column[] = []
  readonly #pages: PageStore
  #notes: Notes | null = null

  constructor(pages: PageStore) {
    this.#pages = pages
  }

  /** How many times a row has. */
  get width(): number {
    return this.#columns.length
  }

  /** One more timing shares the log, before anything is noted. @returns its column */
  join(column: Column): number {
    const place = this.#columns.length
    this.#columns = [...this.#columns, column] // an array that is pushed to keeps room for sixteen
    return place
  }

  /** Notes a time of one of several that share the log. */
  noteAlone(slot: number, time: Ms, column: number): void {
    if (this.held === this.room) this.makeRoom()
    const first = this.held * this.width
    this.times.fill(NO_TIME, first, first + this.width)
    this.times[first + column] = time
    this.slots[this.held++] = slot
  }

  /** The log grows, or what it holds is counted. */
  makeRoom(): void {
    const further = Math.max(this.room, FIRST_ROWS)
    const grows = this.room < MOST_ROWS && this.#pages.grants(further * this.width)
    if (!grows && this.room > 0) return this.count()
    const size = { rows: this.room + further, width: this.width }
    this.#notes = this.#pages.notes(size, this.#notes)
    this.times = this.#notes.times
    this.slots = this.#notes.slots
    this.room = size.rows
  }

  /** Has all that is noted counted where it belongs. */
  count(): void {
    if (this.held === 0) return
    this.#columns.forEach((each, column) => each.take(this, column))
    this.held = 0
  }
}

const noSlots = new Int32Array(0)
const noTimes = new Float64Array(0)
