/**
 * What became of the requests that came one way: how many were issued, how they ended, how long
 * they took, all by the slot of time in which they were issued.
 */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import { Counters } from './counters.ts'
import type { EndedTimes } from './ends.ts'
import { Failures } from './failures.ts'
import { allOf, type SlotRange, slotsIn, sumOf, type TimeGrid } from './grid.ts'
import type { Histogram } from './histogram.ts'
import { type Outcome, OUTCOMES } from './outcome.ts'
import { type PageStore, SlotHistogram } from './slot-histogram.ts'

/** Told of what is counted, as it is counted: for conditions that look at a run under way. */
export interface Observer {
  began(): void
  ended(outcome: Outcome): void
  /** @param slot when what took it had come */
  took(ms: Ms, slot: number): void
}

/** How many times are counted together. */
const TOGETHER = 64

/** Sums of values and how they spread, for each slot. */
export class Timing {
  /** Told of every length of time; usually nobody. */
  observer: Observer | null
  /** The same times by how and when they ended; null in a plain run. */
  readonly ends: EndedTimes | null
  readonly #histogram: SlotHistogram
  readonly #slots: number
  /** Of each slot the sum and the longest, side by side. */
  #times: Float64Array = noTimes
  /** The times that came last and their slots: to count many of one kind in a row is quicker. */
  #latest: Float64Array = noTimes
  #latestSlots: Int32Array = noSlots
  #held = 0
  /** Most waits are none at all: these are counted apart, which is quicker. */
  #zeros: Int32Array | null = null

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#histogram = new SlotHistogram(pages, grid.slots)
    this.#slots = grid.slots
    this.ends = pages.book === null ? null : pages.book.times()
    this.observer = this.ends
  }

  /** Notes a length of time, 0 or more. */
  record(slot: number, time: Ms): void {
    if (this.observer !== null) this.observer.took(measured(time), slot)
    if (time === 0) return this.#countZero(slot)
    if (this.#held === this.#latest.length) this.#makeRoom()
    this.#latest[this.#held] = time
    this.#latestSlots[this.#held++] = slot
  }

  sum(range: SlotRange): Ms {
    this.#file()
    let sum = 0
    for (const slot of slotsIn(range)) sum += this.#times[2 * slot] ?? 0
    return sum
  }

  histogram(range: SlotRange): Histogram {
    this.#file()
    let longest = 0
    for (const slot of slotsIn(range)) {
      longest = Math.max(longest, this.#times[2 * slot + 1] ?? 0)
    }
    return this.#histogram.over(range, sumOf(this.#zeros, range), longest)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    this.#file()
    const every = (first: number): Float64Array => this.#times.filter((_, i) => i % 2 === first)
    const longest = every(1).reduce((most, value) => Math.max(most, value), 0)
    const [zeros, sums] = [[...(this.#zeros ?? [])], [...every(0)]]
    return { longest, zeros, sums, bins: [...this.#histogram.entries()] }
  }

  #countZero(slot: number): void {
    this.#zeros ??= new Int32Array(this.#slots)
    this.#zeros[slot]++
  }

  #makeRoom(): void {
    if (this.#held > 0) return this.#file()
    this.#latest = new Float64Array(TOGETHER)
    this.#latestSlots = new Int32Array(TOGETHER)
    this.#times = new Float64Array(2 * this.#slots)
  }

  /** Counts what came last where it belongs: in loops, so that no number is passed on by itself. */
  #file(): void {
    const [latest, slots, times, held] = [this.#latest, this.#latestSlots, this.#times, this.#held]
    let kept = 0
    for (let i = 0; i < held; i++) {
      const slot = slots[i]
      const value = measured(latest[i])
      if (value === 0) {
        this.#countZero(slot)
        continue
      }
      times[2 * slot] += latest[i]
      if (value > times[2 * slot + 1]) times[2 * slot + 1] = value
      latest[kept] = value
      slots[kept++] = slot
    }
    this.#held = 0
    this.#histogram.record(slots, latest, kept)
  }
}

/** For each slot a row: how many were issued in it, then how many of them ended in each way. */
const ROW = 1 + OUTCOMES

/** How many were issued and how they ended. */
export class Counts {
  /** Told of every beginning and end; usually nobody. */
  observer: Observer | null = null
  readonly #slots: number
  #rows: Int32Array = noRows
  #failures: Failures | null = null

  constructor(slots: number) {
    this.#slots = slots
  }

  /** One more is under way. */
  begin(slot: number): void {
    if (this.#rows === noRows) this.#rows = new Int32Array(this.#slots * ROW)
    this.#rows[slot * ROW]++
    if (this.observer !== null) this.observer.began()
  }

  /** One that was issued in a slot has ended. */
  end(slot: number, outcome: Outcome): void {
    this.#rows[slot * ROW + 1 + outcome]++
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
    return this.#rows !== noRows
  }

  /** How many have not ended. */
  get open(): number {
    const all = allOf(this.#slots)
    return this.issued(all) - this.outcomes(all).reduce((sum, count) => sum + count, 0)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return [...this.#rows]
  }

  #sum(column: number, range: SlotRange): number {
    if (this.#rows === noRows) return 0
    const rows = this.#rows
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
    this.counts = new Counts(grid.slots)
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

const noTimes = new Float64Array(0)
const noSlots = new Int32Array(0)
const noRows = new Int32Array(0)
const none: ReadonlyMap<number, number> = new Map()
