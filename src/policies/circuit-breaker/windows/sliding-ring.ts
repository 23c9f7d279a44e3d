/** A window of time whose buckets begin with the calls that come. */
import type { Ms } from '../../../kernel/units.ts'
import { notATime } from '../misuse.ts'
import { Buckets, type CallWindow, type Tally } from './call-window.ts'

/**
 * Sliding sub-windows anchored at the first event (as in Polly): a bucket begins with the first
 * event that comes a bucket's length or more after the last one began, and leaves when it began a
 * window ago.
 */
export class SlidingRing implements CallWindow {
  readonly #windowMs: Ms
  readonly #bucketMs: Ms
  readonly #buckets: Buckets
  /** When each bucket began; Infinity where there is none. */
  readonly #began: Float64Array
  #newest = 0
  #oldest = 0

  constructor(windowMs: Ms, buckets: number) {
    const room = buckets + 1 // sums of fractions may leave one more alive for an instant
    this.#windowMs = windowMs
    this.#bucketMs = windowMs / buckets
    this.#buckets = new Buckets(room)
    this.#began = new Float64Array(room).fill(Infinity)
  }

  get totals(): Tally {
    return this.#buckets.totals
  }

  add(tally: Tally, now: Ms): void {
    this.ask(now)
    this.#buckets.add(tally)
  }

  ask(now: Ms): void {
    if (!Number.isFinite(now)) throw notATime(now)
    while (now - this.#began[this.#oldest] >= this.#windowMs) this.#drop()
    const began = this.#began[this.#newest]
    if (began !== Infinity && now - began < this.#bucketMs) return
    this.#newest = this.#buckets.turn()
    this.#began[this.#newest] = now
    if (this.#began[this.#oldest] === Infinity) this.#oldest = this.#newest
  }

  clear(): void {
    this.#buckets.clear()
    this.#began.fill(Infinity)
    this.#oldest = this.#newest
  }

  #drop(): void {
    this.#buckets.empty(this.#oldest)
    this.#began[this.#oldest] = Infinity
    if (this.#oldest !== this.#newest) this.#oldest = (this.#oldest + 1) % this.#began.length
  }
}
