/** Which calls a breaker remembers, and for how long: the contract, and what every window keeps. */
import type { Ms } from '../../../kernel/units.ts'

/** So many calls, so many of them failed, so many of them slow. */
export type Tally = { readonly calls: number; readonly failed: number; readonly slow: number }

/** The calls remembered. Which it forgets, and when, is what tells one window from another. */
export interface CallWindow {
  /** All that it remembers, as of the last time it was told or asked. */
  readonly totals: Tally
  /** Adds to what belongs to the present. */
  add(tally: Tally, now: Ms): void
  /** Forgets what has grown too old. */
  ask(now: Ms): void
  /** Forgets everything. */
  clear(): void
}

/** The parts of a window of time: the oldest is emptied to become the newest. */
export class Buckets {
  readonly totals = { calls: 0, failed: 0, slow: 0 }
  readonly #calls: Uint32Array
  readonly #failed: Uint32Array
  readonly #slow: Uint32Array
  /** Where the newest lies. */
  #newest = 0

  constructor(count: number) {
    this.#calls = new Uint32Array(count)
    this.#failed = new Uint32Array(count)
    this.#slow = new Uint32Array(count)
  }

  /** Adds to the newest bucket. */
  add({ calls, failed, slow }: Tally): void {
    const newest = this.#newest
    this.#calls[newest] += calls
    this.totals.calls += calls
    if (failed + slow === 0) return
    this.#failed[newest] += failed
    this.#slow[newest] += slow
    this.totals.failed += failed
    this.totals.slow += slow
  }

  /** The bucket after the newest is the oldest; emptied, it becomes the newest. */
  turn(): number {
    this.#newest = (this.#newest + 1) % this.#calls.length
    this.empty(this.#newest)
    return this.#newest
  }

  /** Forgets what one bucket holds. */
  empty(bucket: number): void {
    this.totals.calls -= this.#calls[bucket]
    this.totals.failed -= this.#failed[bucket]
    this.totals.slow -= this.#slow[bucket]
    this.#calls[bucket] = 0
    this.#failed[bucket] = 0
    this.#slow[bucket] = 0
  }

  clear(): void {
    for (let bucket = 0; bucket < this.#calls.length; bucket += 1) this.empty(bucket)
  }
}
