/**
 * Times by how and when what took them ended, beside when it came. A plain run does not keep them:
 * one that is asked is played once more, with a book of them.
 */
import type { Ms } from '../kernel/units.ts'
import type { SlotRange, TimeGrid } from './grid.ts'
import { Histogram } from './histogram.ts'
import { Outcome, OUTCOMES } from './outcome.ts'
import { PageStore } from './page-store.ts'
import type { Observer } from './observer.ts'
import { Timing } from './timing.ts'

/** By when something came, or by when it was over. */
export type TimedBy = 'arrival' | 'completion'

/** What all times of a recording in detail share. */
export class EndsBook {
  readonly grid: TimeGrid
  readonly clock: { readonly now: Ms }
  readonly pages = new PageStore()

  constructor(grid: TimeGrid, clock: { readonly now: Ms }) {
    this.grid = grid
    this.clock = clock
  }

  /** Times of one more kind. */
  times(): EndedTimes {
    return new EndedTimes(this)
  }
}

/** Times of one kind. Of what has no end of its own, every end is `ok`. */
export class EndedTimes implements Observer {
  readonly #book: EndsBook
  readonly #times = { arrival: [] as Timing[], completion: [] as Timing[] }
  /** Whose ends these are. */
  #of: EndedTimes = this
  #outcome: Outcome = Outcome.Ok

  constructor(book: EndsBook) {
    this.#book = book
  }

  /** From now on these end as others do: a wait as the request that had to wait. */
  endAs(others: EndedTimes | null): void {
    if (others !== null) this.#of = others
  }

  began(): void {}

  ended(outcome: Outcome): void {
    this.#outcome = outcome
  }

  took(ms: Ms, slot: number): void {
    const { grid, clock } = this.#book
    const other = this.#of
    const outcome = other.#outcome
    this.#at('arrival', outcome).record(slot, ms)
    this.#at('completion', outcome).record(grid.slotAt(clock.now), ms)
  }

  /** All times of some outcomes, of what came or was over in some slots. */
  histogram(by: TimedBy, outcomes: readonly Outcome[], range: SlotRange): Histogram {
    const timings = outcomes.flatMap(outcome => this.#times[by][outcome] ?? [])
    return Histogram.merged(timings.map(timing => timing.histogram(range)))
  }

  #at(by: TimedBy, outcome: Outcome): Timing {
    const { grid, pages } = this.#book
    return (this.#times[by][outcome] ??= new Timing(grid, pages))
  }
}

/** Every way to end. */
export const everyOutcome: readonly Outcome[] = Array.from(
  { length: OUTCOMES },
  (_, outcome) => outcome as Outcome,
)
