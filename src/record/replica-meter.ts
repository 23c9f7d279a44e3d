/** The numbers of one replica of several: fewer than a component has, for there may be many. */
import type { TimeGrid } from './grid.ts'
import { Levels } from './levels.ts'
import type { PageStore } from './page-store.ts'
import { Counts } from './tally.ts'

/** What one replica did. */
export class ReplicaMeter {
  readonly counts: Counts
  /** Requests inside, requests waiting for a slot, and slots in use. */
  readonly levels: Levels

  constructor(grid: TimeGrid, pages: PageStore) {
    this.counts = new Counts(grid.slots, pages)
    this.levels = new Levels(grid, pages)
  }
}

/** How many replicas there are at any time, and how many of them at the start. */
export type ReplicaCounts = { readonly replicas: number; readonly atStart: number }

/** One, all the time. */
export const alone: ReplicaCounts = { replicas: 1, atStart: 1 }
