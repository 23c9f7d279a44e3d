/** A count over a time that moves on: kept in buckets, so that the past leaves by itself. */
import type { Ms } from '../kernel/units.ts'

/**
 * How often something happened lately. An event at time t counts in bucket floor(t / length of a
 * bucket), and the whole bucket leaves when the newest is `buckets` further: so it counts for more
 * than window - window/buckets and for at most window. Should the clock step back, events count in
 * the newest bucket.
 */
export class RollingCount {
  readonly #bucketMs: Ms
  readonly #countIn: Uint32Array
  /** Number of the newest bucket since time 0; before the first event there is none. */
  #newest = Number.NEGATIVE_INFINITY
  /** Where the newest bucket lies in the ring. */
  #slot = 0
  #total = 0

  /** @param window in milliseconds @param buckets into how many it is divided */
  constructor(window: Ms, buckets: number) {
    this.#bucketMs = window / buckets
    this.#countIn = new Uint32Array(buckets)
  }

  /** Counts one event. */
  add(now: Ms): void {
    this.#prune(now)
    this.#countIn[this.#slot]++
    this.#total++
  }

  /** How many there were in the window up to now. */
  total(now: Ms): number {
    this.#prune(now)
    return this.#total
  }

  #prune(now: Ms): void {
    const bucket = Math.floor(now / this.#bucketMs)
    if (!(bucket > this.#newest)) return
    const steps = Math.min(bucket - this.#newest, this.#countIn.length)
    this.#newest = bucket
    for (let i = 0; i < steps; i++) this.#dropOldest()
  }

  /** The slot after the newest holds the oldest bucket; emptied, it becomes the newest. */
  #dropOldest(): void {
    this.#slot = (this.#slot + 1) % this.#countIn.length
    this.#total -= this.#countIn[this.#slot]
    this.#countIn[this.#slot] = 0
  }
}
