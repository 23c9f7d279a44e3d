/**
 * The numbers of the link under one call: what its messages met, each way. Only links that are more
 * than a latency have one.
 */
import { type SlotRange, sumOf, type TimeGrid } from './grid.ts'
import type { PageStore } from './page-store.ts'
import { Timing } from './timing.ts'
import type { Usage } from './usage.ts'

/** What can happen to a message, or to its connection. */
export const LinkEvent = {
  /** It was put on the link for the first time. */
  Sent: 0,
  /** It was sent again. */
  Retransmitted: 1,
  /** It was lost on the way. */
  Lost: 2,
  /** The buffer in front of the link was full. */
  Dropped: 3,
  /** It was given up. */
  GivenUp: 4,
  /** A connection was set up for it. */
  Connected: 5,
} as const
export type LinkEvent = (typeof LinkEvent)[keyof typeof LinkEvent]

const EVENTS = 6

/** One way of a link. */
export class WayMeter {
  /** Waiting for the link, or sharing it. */
  readonly queuing: Timing
  /** Of the link, by all who use it; null when it has no bandwidth. */
  readonly usage: Usage | null
  readonly #slots: number
  readonly #counts: Int32Array

  constructor(grid: TimeGrid, pages: PageStore, usage: Usage | null) {
    this.queuing = new Timing(grid, pages)
    this.usage = usage
    this.#slots = grid.slots
    this.#counts = new Int32Array(grid.slots * EVENTS)
  }

  count(slot: number, event: LinkEvent): void {
    this.#counts[event * this.#slots + slot]++
  }

  /** How often something happened in some slots. */
  counted(event: LinkEvent, range: SlotRange): number {
    const first = event * this.#slots
    return sumOf(this.#counts.subarray(first, first + this.#slots), range)
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return { queuing: this.queuing, usage: this.usage, counts: [...this.#counts] }
  }
}

/** Both ways of the link under one call. */
export type LinkMeter = { readonly there: WayMeter; readonly back: WayMeter }
