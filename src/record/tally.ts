/**
 * What became of the requests that came one way: how many were issued, how they ended, how long they
 * took, all by the slot of time in which they were issued.
 */
import type { Ms } from '../kernel/units.ts'
import type { SlotRange, TimeGrid } from './grid.ts'
import { Histogram, type PageStore, SlotHistogram } from './histogram.ts'
import { type Outcome, OUTCOMES } from './outcome.ts'

/** Sums of values and how they spread, for each slot. */
export class Timing {
  readonly #histogram: SlotHistogram
  readonly #slots: number
  #sums: Float64Array | null = null
  #longest: Ms = 0

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#histogram = new SlotHistogram(pages, grid.slots)
    this.#slots = grid.slots
  }

  record(slot: number, value: Ms): void {
    const sums = (this.#sums ??= new Float64Array(this.#slots))
    sums[slot] += value
    if (value > this.#longest) this.#longest = value
    this.#histogram.record(slot, value)
  }

  /** The longest value of the whole run, exactly. */
  get longest(): Ms {
    return this.#longest
  }

  sum(range: SlotRange): Ms {
    return sumOf(this.#sums, range)
  }

  histogram(range: SlotRange): Histogram {
    return this.#histogram.over(range)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    const longest = this.#longest
    return { longest, sums: [...(this.#sums ?? [])], bins: [...this.#histogram.entries()] }
  }
}

/** Counts and latencies of requests, calls or handlings. */
export class Tally {
  readonly #slots: number
  #issued: Uint32Array | null = null
  #outcomes: Uint32Array | null = null
  /** Why those that failed did, by the numbers of `Reason`. */
  readonly reasons = new Map<number, number>()
  /** From being issued to the end, whatever the end. */
  readonly latency: Timing

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#slots = grid.slots
    this.latency = new Timing(grid, pages)
  }

  /** One more is under way. */
  begin(slot: number): void {
    const issued = (this.#issued ??= new Uint32Array(this.#slots))
    issued[slot]++
  }

  /** One has ended, so many milliseconds after it was issued. */
  end(slot: number, outcome: Outcome, latency: Ms): void {
    const outcomes = (this.#outcomes ??= new Uint32Array(this.#slots * OUTCOMES))
    outcomes[slot * OUTCOMES + outcome]++
    this.latency.record(slot, latency)
  }

  /** Notes why one failed. */
  because(reason: number): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1)
  }

  /** How many were issued in some slots. */
  issued(range: SlotRange): number {
    return sumOf(this.#issued, range)
  }

  /** How many of those ended in each way, in the order of the numbers of `Outcome`. */
  outcomes(range: SlotRange): number[] {
    const counts = new Array<number>(OUTCOMES).fill(0)
    if (this.#outcomes === null) return counts
    for (let at = range.from * OUTCOMES; at < range.to * OUTCOMES; at++) {
      counts[at % OUTCOMES] += this.#outcomes[at]
    }
    return counts
  }

  /** How many have not ended. */
  get open(): number {
    const all = { from: 0, to: this.#slots }
    return this.issued(all) - this.outcomes(all).reduce((sum, count) => sum + count, 0)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return {
      issued: [...(this.#issued ?? [])],
      outcomes: [...(this.#outcomes ?? [])],
      reasons: [...this.reasons].sort(([a], [b]) => a - b),
      latency: this.latency,
    }
  }
}

/** The sum of what stands in some slots; nothing stands in an array that was never needed. */
export function sumOf(slots: ArrayLike<number> | null, range: SlotRange): number {
  if (slots === null) return 0
  let sum = 0
  for (let slot = range.from; slot < range.to; slot++) sum += slots[slot]
  return sum
}
