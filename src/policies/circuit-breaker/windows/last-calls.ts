/** A window of calls: the last so many, however long ago. */
import type { CallWindow, Tally } from './call-window.ts'

const FAILED = 1
const SLOW = 2

/** Remembers the last calls in a ring; the newest takes the place of the oldest. */
export class LastCalls implements CallWindow {
  readonly totals = { calls: 0, failed: 0, slow: 0 }
  readonly #ring: Uint8Array
  #next = 0

  constructor(size: number) {
    this.#ring = new Uint8Array(size)
  }

  add({ failed, slow }: Tally): void {
    const { totals } = this
    if (totals.calls === this.#ring.length) this.#count(this.#ring[this.#next], -1)
    else totals.calls += 1
    this.#ring[this.#next] = failed * FAILED + slow * SLOW
    this.#count(this.#ring[this.#next], 1)
    this.#next = (this.#next + 1) % this.#ring.length
  }

  ask(): void {
    // Calls are forgotten for newer ones, never for their age.
  }

  clear(): void {
    Object.assign(this.totals, { calls: 0, failed: 0, slow: 0 })
    this.#next = 0
  }

  #count(call: number, sign: 1 | -1): void {
    if ((call & FAILED) !== 0) this.totals.failed += sign
    if ((call & SLOW) !== 0) this.totals.slow += sign
  }
}
