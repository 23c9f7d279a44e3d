/** Counts what comes to a component from one look to the next. */
import type { Observer } from '../../record/observer.ts'

/** Requests that have come since somebody last asked. */
export class Arrivals implements Observer {
  #came = 0

  began(): void {
    this.#came++
  }

  ended(): void {} // arrivals only

  took(): void {} // arrivals only

  /** How many have come since this was last asked. */
  take(): number {
    const came = this.#came
    this.#came = 0
    return came
  }
}
