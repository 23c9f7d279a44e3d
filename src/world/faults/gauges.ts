/**
 * Gauges: what conditions measure of a run under way. They are read at looks, which come at equal
 * distances, so a window that slides is a ring of what happened between one look and the next. A
 * gauge is made when a condition needs it; without conditions there is none.
 */
import { isServed, Outcome } from '../../record/outcome.ts'
import type { Observer } from '../../record/observer.ts'
import type { Ms } from '../../kernel/units.ts'

/** How long a window is, and how often it is looked at. */
export type Sliding = { readonly overMs: Ms; readonly everyMs: Ms }

/** A window of whole steps from look to look, rounded up. */
export const stepsOf = ({ overMs, everyMs }: Sliding): number =>
  Math.max(1, Math.ceil(overMs / everyMs - 1e-9))

/** What is counted of beginnings and ends. */
const Count = { Began: 0, Ended: 1, Failed: 2, TimedOut: 3 } as const
type Count = (typeof Count)[keyof typeof Count]

const COUNTS = 4

/** Beginnings and ends in a window that slides: exact counts. */
export class SlidingCounts implements Observer {
  readonly #ring: Int32Array
  readonly #steps: number
  readonly #everyMs: Ms
  /** Since the last look, and in the whole window before it. */
  readonly #present = new Int32Array(COUNTS)
  readonly #sums = new Int32Array(COUNTS)
  #looks = 0

  constructor(window: Sliding) {
    this.#steps = stepsOf(window)
    this.#everyMs = window.everyMs
    this.#ring = new Int32Array(this.#steps * COUNTS)
  }

  began(): void {
    this.#present[Count.Began]++
  }

  ended(outcome: Outcome): void {
    if (outcome === Outcome.Cancelled) return
    this.#present[Count.Ended]++
    if (!isServed(outcome)) this.#present[Count.Failed]++
    if (outcome === Outcome.Timeout) this.#present[Count.TimedOut]++
  }

  took(): void {} // counts only

  /** It is time for a look: what came since the last one enters the window, the oldest leaves. */
  turn(): void {
    const place = (this.#looks++ % this.#steps) * COUNTS
    for (let i = 0; i < COUNTS; i++) {
      this.#sums[i] += this.#present[i] - this.#ring[place + i]
      this.#ring[place + i] = this.#present[i]
    }
    this.#present.fill(0)
  }

  /** The share that failed of all that ended; undefined where nothing did. */
  get errorRate(): number | undefined {
    return this.#share(Count.Failed)
  }

  /** The share that timed out of all that ended; undefined where nothing did. */
  get timeoutRate(): number | undefined {
    return this.#share(Count.TimedOut)
  }

  /** Beginnings by the millisecond; undefined before the run has lasted a step. */
  get rate(): number | undefined {
    const steps = Math.min(this.#looks - 1, this.#steps)
    return steps > 0 ? this.#sums[Count.Began] / (steps * this.#everyMs) : undefined
  }

  #share(of: Count): number | undefined {
    const ended = this.#sums[Count.Ended]
    return ended === 0 ? undefined : this.#sums[of] / ended
  }
}

/** Tells several observers of the same. */
class Observers implements Observer {
  readonly #all: readonly Observer[]

  constructor(...all: readonly Observer[]) {
    this.#all = all
  }

  began(): void {
    for (const observer of this.#all) observer.began()
  }

  ended(outcome: Outcome): void {
    for (const observer of this.#all) observer.ended(outcome)
  }

  took(ms: Ms, slot: number): void {
    for (const observer of this.#all) observer.took(ms, slot)
  }
}

/** Lets one more observer know of what another place tells. */
export function observe(place: { observer: Observer | null }, observer: Observer): void {
  place.observer = place.observer === null ? observer : new Observers(place.observer, observer)
}
