/**
 * The numbers of one cache: what it had to say to each of its callers, and the fills under way. A
 * digest does not read them: they follow from the calls, which it reads.
 */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, sumOf, type TimeGrid } from './grid.ts'
import { Levels } from './levels.ts'
import type { PageStore } from './page-store.ts'

/** What can come of a question to a cache, or of a fill. */
export const CacheEvent = {
  /** An answer as good as new. */
  Hit: 0,
  /** Nothing that could be served. */
  Miss: 1,
  /** An old answer, served while a new one was fetched. */
  Stale: 2,
  /** That there was no answer lately. */
  Failure: 3,
  /** No answer from the cache, which is a miss to the caller. */
  Unanswered: 4,
  /** A miss that waited for a fill already under way. */
  Coalesced: 5,
  /** An old answer stood in for a fill that failed. */
  StaleIfError: 6,
  /** A fill began; and one that went on behind an answer. */
  Fill: 7,
  Refresh: 8,
  FillFailed: 9,
} as const
export type CacheEvent = (typeof CacheEvent)[keyof typeof CacheEvent]

const EVENTS = Object.keys(CacheEvent).length

/** A replica of a cache lost all that it held. */
export type Emptying = {
  /** When, in milliseconds. */
  readonly at: Ms
  readonly replica: number
  /** The fault, as the sentence that declares it; undefined when it was killed for its memory. */
  readonly by: string | undefined
}

/** What came of the questions of one caller. */
export class CallerMeter {
  readonly #slots: number
  #counts: Uint32Array | null = null

  constructor(slots: number) {
    this.#slots = slots
  }

  count(event: CacheEvent, slot: number): void {
    this.#counts ??= new Uint32Array(this.#slots * EVENTS)
    this.#counts[event * this.#slots + slot]++
  }

  /** How often something happened in some slots. */
  counted(event: CacheEvent, range: SlotRange): number {
    const counts = this.#counts
    if (counts === null) return 0
    const first = event * this.#slots
    return sumOf(counts.subarray(first, first + this.#slots), range)
  }
}

/** One cache, all its callers together. */
export class CacheMeter {
  /** By the name of the component that asks. */
  readonly callers = new Map<string, CallerMeter>()
  /** Fills under way, and of those the ones that go on behind an answer. */
  readonly fills: Levels
  readonly emptied: Emptying[] = []
  /** The calls that fetch what it does not have: `web->db`. */
  readonly fetches = new Set<string>()
  readonly #grid: TimeGrid

  constructor(grid: TimeGrid, pages: PageStore) {
    this.#grid = grid
    this.fills = new Levels(grid, pages)
  }

  /** The numbers of a caller. */
  of(caller: string): CallerMeter {
    const known = this.callers.get(caller)
    if (known !== undefined) return known
    const made = new CallerMeter(this.#grid.slots)
    this.callers.set(caller, made)
    return made
  }
}
