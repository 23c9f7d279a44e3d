/**
 * What became of the requests that came one way: how many were issued, how they ended, how long
 * they took, all by the slot of time in which they were issued.
 */
import type { Ms } from '../kernel/units.ts'
import { Counters } from './counters.ts'
import { Failures } from './failures.ts'
import { allOf, type SlotRange, type TimeGrid } from './grid.ts'
import type { Observer } from './observer.ts'
import { type Outcome, OUTCOMES } from './outcome.ts'
import type { PageStore } from './page-store.ts'
import { Timing } from './timing.ts'

/** For each slot a row: how many were issued in it, then how many of them ended in each way. */
const ROW = 1 + OUTCOMES

/** How many were issued and how they ended. */
export class Counts {
  /** Told of every beginning and end; usually nobody. */
  observer: Observer | null = null
  readonly #slots: number
  readonly #pages: PageStore
  /** Where the rows begin; 0 until there is something to count. */
  #rows = 0
  #failures: Failures | null = null

  constructor(slots: number, pages: PageStore) {
    this.#slots = slots
    this.#pages = pages
  }

  /** One more is under way. */
  begin(slot: number): void {
    if (this.#rows === 0) this.#rows = this.#pages.take(this.#slots * ROW)
    this.#pages.words[this.#rows + slot * ROW]++
    if (this.observer !== null) this.observer.began()
  }

  /** One that was issued in a slot has ended. */
  end(slot: number, outcome: Outcome): void {
    this.#pages.words[this.#rows + slot * ROW + 1 + outcome]++
    if (this.observer !== null) this.observer.ended(outcome)
  }

  /** One has failed now, in the slot of time that it is: when it came to light. */
  failed(slot: number, outcome: Outcome, now: Ms): void {
    this.#failures ??= new Failures(this.#slots)
    this.#failures.add(slot, outcome, now)
  }

  /** Failures by when they came to light; null while there was none. */
  get failures(): Failures | null {
    return this.#failures
  }

  /** How many were issued in some slots. */
  issued(range: SlotRange): number {
    return this.#sum(0, range)
  }

  /** How many of those ended in each way, in the order of the numbers of `Outcome`. */
  outcomes(range: SlotRange): number[] {
    return Array.from({ length: OUTCOMES }, (_, outcome) => this.#sum(1 + outcome, range))
  }

  /** Whether there was anything to count. */
  get any(): boolean {
    return this.#rows !== 0
  }

  /** How many have not ended. */
  get open(): number {
    const all = allOf(this.#slots)
    return this.issued(all) - this.outcomes(all).reduce((sum, count) => sum + count, 0)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return [...this.#cells]
  }

  get #cells(): Int32Array {
    const first = this.#rows
    return first === 0 ? noRows : this.#pages.words.subarray(first, first + this.#slots * ROW)
  }

  #sum(column: number, range: SlotRange): number {
    const rows = this.#cells
    if (rows.length === 0) return 0
    let sum = 0
    for (let part: SlotRange | undefined = range; part !== undefined; part = part.next) {
      const end = part.to * ROW
      for (let i = part.from * ROW + column; i < end; i += ROW) sum += rows[i]
    }
    return sum
  }
}

/** Counts, and besides how long each took and why it failed. */
export class Tally {
  readonly counts: Counts
  /** From being issued to the end, whatever the end. */
  readonly latency: Timing
  readonly #slots: number
  #reasons: Counters<number> | null = null

  constructor(grid: TimeGrid, pages: PageStore) {
    this.counts = new Counts(grid.slots, pages)
    this.latency = new Timing(grid, pages)
    this.counts.observer = this.latency.ends
    this.#slots = grid.slots
  }

  /** One has ended, so many milliseconds after it was issued. */
  end(slot: number, outcome: Outcome, latency: Ms): void {
    this.counts.end(slot, outcome)
    this.latency.record(slot, latency)
  }

  /** Notes why one failed that was issued in a slot. */
  because(reason: number, slot: number): void {
    this.#reasons ??= new Counters(this.#slots)
    this.#reasons.add(reason, slot)
  }

  /** Why those that were issued in some slots failed, by the numbers of `Reason`. */
  reasons(range: SlotRange): ReadonlyMap<number, number> {
    return this.#reasons?.sums(range) ?? none
  }

  /** What a digest reads. */
  toJSON(): unknown {
    const reasons = [...this.reasons(allOf(this.#slots))].sort(([a], [b]) => a - b)
    return { counts: this.counts, reasons, latency: this.latency }
  }
}

const noRows = new Int32Array(0)
const none: ReadonlyMap<number, number> = new Map()
