/**
 * The one thread of a process whose events take time: each has its time before it does anything,
 * and those that come meanwhile wait for their turn.
 */
import type { Ms } from '../kernel/units.ts'

/** Something that is due. */
export type Waiting = {
  isOff: boolean
  /** Whether it has had its time, so that it may act. */
  hasRun: boolean
  /** How long it takes; undefined for as long as any event. */
  readonly takes?: Ms | undefined
}

/** What a thread is made for. */
type Place<Due> = {
  /** How long the next event takes, all slowness included. @param ms what it says it takes */
  readonly takes: (ms: Ms | undefined) => Ms
  /** Has it ring again when it has had its time. */
  readonly after: (ms: Ms, due: Due) => void
}

/** One thing after another. */
export class EventThread<Due extends Waiting> {
  readonly #place: Place<Due>
  #queue: Due[] = []
  #isBusy = false

  constructor(place: Place<Due>) {
    this.#place = place
  }

  /** @returns whether something that is due has had its time; if not, it rings again */
  admits(due: Due): boolean {
    if (due.hasRun) return true
    if (this.#isBusy) this.#queue.push(due)
    else this.#begin(due)
    return false
  }

  /** What had its time has acted: the next one has its turn. */
  done(): void {
    this.#isBusy = false
    let next = this.#queue.shift()
    while (next?.isOff === true) next = this.#queue.shift()
    if (next !== undefined) this.#begin(next)
  }

  /** The process has crashed. */
  clear(): void {
    this.#queue = []
    this.#isBusy = false
  }

  #begin(due: Due): void {
    this.#isBusy = true
    due.hasRun = true
    this.#place.after(this.#place.takes(due.takes), due)
  }
}
