/** A window of time that turns by one bucket at most, and only when something is recorded. */
import type { Ms } from '../../../kernel/units.ts'
import { notATime } from '../misuse.ts'
import { Buckets, type CallWindow, type Tally } from './call-window.ts'

/**
 * A lazy one-step ring (as in cockatiel): a record that comes a bucket's length or more after the
 * newest bucket began takes the place of the oldest bucket, and of no other. So what is older than
 * the window survives an idle gap, and counts until enough records have come after it.
 */
export class OneStepRing implements CallWindow {
  readonly #bucketMs: Ms
  readonly #buckets: Buckets
  #began = -Infinity

  constructor(bucketMs: Ms, buckets: number) {
    this.#bucketMs = bucketMs
    this.#buckets = new Buckets(buckets)
  }

  get totals(): Tally {
    return this.#buckets.totals
  }

  add(tally: Tally, now: Ms): void {
    if (!Number.isFinite(now)) throw notATime(now)
    if (now - this.#began >= this.#bucketMs) {
      this.#buckets.turn()
      this.#began = now
    }
    this.#buckets.add(tally)
  }

  ask(): void {
    // It forgets only when it records, which is its fault and its name.
  }

  clear(): void {
    this.#buckets.clear()
    this.#began = -Infinity
  }
}
