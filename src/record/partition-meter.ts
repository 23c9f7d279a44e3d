/** How many messages of each partition of a queue came and were done with, by slot of time. */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, sumOf, type TimeGrid } from './grid.ts'

/** What became of the messages of one partition. */
export type PartitionNumbers = {
  /** Messages that came into it in that time. */
  readonly published: number
  /**
   * How far its workers are behind when that time ends: messages that were published and are not
   * done with, those with a worker included.
   */
  readonly lag: number
}

/** The partitions of one queue. */
export class PartitionMeter {
  readonly #grid: TimeGrid
  readonly #published: Uint32Array[]
  readonly #done: Uint32Array[]
  readonly #rebalances: Uint32Array

  constructor(grid: TimeGrid, count: number) {
    const bySlot = (): Uint32Array[] =>
      Array.from({ length: count }, () => new Uint32Array(grid.slots))
    this.#grid = grid
    this.#published = bySlot()
    this.#done = bySlot()
    this.#rebalances = new Uint32Array(grid.slots)
  }

  published(partition: number, now: Ms): void {
    this.#published[partition][this.#grid.slotAt(now)]++
  }

  done(partition: number, now: Ms): void {
    this.#done[partition][this.#grid.slotAt(now)]++
  }

  /** It was settled anew who takes messages of which. */
  rebalanced(now: Ms): void {
    this.#rebalances[this.#grid.slotAt(now)]++
  }

  /** How often it was settled anew. */
  rebalances(range: SlotRange): number {
    return sumOf(this.#rebalances, range)
  }

  /** Partition by partition. */
  over(range: SlotRange): PartitionNumbers[] {
    const upToThen = { from: 0, to: lastOf(range) }
    return this.#published.map((published, i) => ({
      published: sumOf(published, range),
      lag: sumOf(published, upToThen) - sumOf(this.#done[i], upToThen),
    }))
  }
}

const lastOf = ({ to, next }: SlotRange): number => (next === undefined ? to : lastOf(next))
