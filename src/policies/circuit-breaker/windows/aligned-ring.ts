/** A window of time whose buckets begin at fixed instants, whatever happens. */
import type { Ms } from '../../../kernel/units.ts'
import { notATime } from '../misuse.ts'
import { Buckets, type CallWindow, type Tally } from './call-window.ts'

/**
 * An aligned ring (as in failsafe, linkerd, and resilience4j, whose buckets are the seconds of the
 * epoch): a result at time t counts in bucket floor((t - origin) / length of a bucket), and the
 * whole bucket leaves when the newest is `buckets` further. So a result stays for more than
 * window - window/buckets and for at most window. An idle gap as long as the window clears
 * everything. Should the clock step back, results count in the newest bucket.
 */
export class AlignedRing implements CallWindow {
  readonly #origin: Ms
  readonly #bucketMs: Ms
  readonly #count: number
  readonly #buckets: Buckets
  /** Number of the newest bucket since the origin; before the first result there is none. */
  #newest = -Infinity

  constructor(bucketMs: Ms, buckets: number, origin: Ms = 0) {
    this.#origin = origin
    this.#bucketMs = bucketMs
    this.#count = buckets
    this.#buckets = new Buckets(buckets)
  }

  get totals(): Tally {
    return this.#buckets.totals
  }

  add(tally: Tally, now: Ms): void {
    this.ask(now)
    this.#buckets.add(tally)
  }

  ask(now: Ms): void {
    const bucket = Math.floor((now - this.#origin) / this.#bucketMs)
    if (bucket > this.#newest) this.#turnTo(bucket)
  }

  clear(): void {
    this.#buckets.clear()
  }

  #turnTo(bucket: number): void {
    if (bucket === Infinity) throw notATime(bucket)
    const steps = bucket - this.#newest
    this.#newest = bucket
    if (steps >= this.#count) return this.clear()
    for (let i = 0; i < steps; i += 1) this.#buckets.turn()
  }
}
