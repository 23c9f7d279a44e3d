/**
 * Waits at one of a caller's own limits (a bulkhead, a rate limit, a pool of connections): how
 * often one of its calls waited there, for how long, and how often in vain. By the slot in which
 * the call was issued; a digest does not read them, since they follow from the calls, which it
 * reads.
 */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import type { EndedTimes } from './ends.ts'
import { type SlotRange, slotsIn } from './grid.ts'
import { Outcome } from './outcome.ts'
import type { Span } from './window.ts'

/** What calls met at one of their caller's own limits. */
export type LimitNumbers = {
  /** The limit, and how much it lets through: `bulkhead of 5`, `rate limit of 100/s`. */
  readonly limit: string
  /** How often a call waited there; one that is tried again may wait each time. */
  readonly waited: number
  /** Waits that ended since the time for the call was over. */
  readonly timedOut: number
  /** Waits that ended since nobody wanted the call any more. */
  readonly cancelled: number
  /** Waits that had not ended when the run did. */
  readonly unfinished: number
  /** All waits together, in milliseconds. */
  readonly totalMs: Ms
  /** The longest of them, in milliseconds. */
  readonly longestMs: Ms
}

/** A wait that had not ended when the run did. */
export const UNFINISHED = -1

/** How a wait ended: the outcome of the call, if it ended there; else `Outcome.Ok`. */
export type WaitEnd = Outcome | typeof UNFINISHED

/** What is kept of each slot, side by side. */
const Column = {
  Waited: 0,
  TimedOut: 1,
  Cancelled: 2,
  Unfinished: 3,
  Total: 4,
  Longest: 5,
} as const
type Column = (typeof Column)[keyof typeof Column]
const ROW = 6

/** The waits of one kind of call at one limit. */
export class LimitMeter {
  /** The waits by how and when they ended; null in a plain run. */
  readonly ends: EndedTimes | null
  readonly #rows: Float64Array

  constructor(slots: number, ends: EndedTimes | null) {
    this.ends = ends
    this.#rows = new Float64Array(slots * ROW)
  }

  /** A wait is over, or the run. */
  waited(slot: number, ms: Ms, end: WaitEnd): void {
    const rows = this.#rows
    const at = slot * ROW
    rows[at + Column.Waited]++
    if (end === Outcome.Timeout) rows[at + Column.TimedOut]++
    else if (end === Outcome.Cancelled) rows[at + Column.Cancelled]++
    else if (end === UNFINISHED) rows[at + Column.Unfinished]++
    rows[at + Column.Total] += ms
    if (ms > rows[at + Column.Longest]) rows[at + Column.Longest] = ms
    if (this.ends !== null && end !== UNFINISHED) {
      this.ends.ended(end)
      this.ends.took(measured(ms), slot)
    }
  }

  sum(column: Column, range: SlotRange): number {
    let sum = 0
    for (const slot of slotsIn(range)) sum += this.#rows[slot * ROW + column]
    return sum
  }

  longest(range: SlotRange): Ms {
    let longest = 0
    for (const slot of slotsIn(range)) {
      longest = Math.max(longest, this.#rows[slot * ROW + Column.Longest])
    }
    return longest
  }
}

/** Each limit by its name. */
export type LimitMeters = ReadonlyMap<string, LimitMeter>

/** The limits at which some calls waited in a part of a run, the longest sum of waits first. */
export function limitNumbers(all: readonly LimitMeters[], { slots }: Span): LimitNumbers[] {
  const names = [...new Set(all.flatMap(limits => [...limits.keys()]))].sort()
  return names
    .map(limit =>
      numbersOf(
        limit,
        all.flatMap(limits => limits.get(limit) ?? []),
        slots,
      ),
    )
    .filter(({ waited }) => waited > 0)
    .sort((a, b) => b.totalMs - a.totalMs)
}

function numbersOf(limit: string, meters: readonly LimitMeter[], slots: SlotRange): LimitNumbers {
  const sum = (column: Column): number =>
    meters.reduce((total, meter) => total + meter.sum(column, slots), 0)
  const longest = Math.max(...meters.map(meter => meter.longest(slots)))
  return {
    limit,
    waited: sum(Column.Waited),
    timedOut: sum(Column.TimedOut),
    cancelled: sum(Column.Cancelled),
    unfinished: sum(Column.Unfinished),
    totalMs: measured(sum(Column.Total)),
    longestMs: measured(longest),
  }
}
