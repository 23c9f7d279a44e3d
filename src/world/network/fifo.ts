/** First in, first out: one message after another, each over the whole bandwidth. */
import type { Ms } from '../../kernel/units.ts'
import type { Usage } from '../../record/usage.ts'
import type { Parcel } from './parcel.ts'
import type { Capacity, Sharing } from './sharing.ts'

/**
 * A queue in front of the link. When a message will be through is known the moment it comes, so it
 * takes no event. Load by others leaves less bandwidth. A message that is itself held back, by a
 * window, lets others pass: it takes the link for no longer than its bits need.
 */
export class Fifo implements Sharing {
  readonly #bandwidth: number
  readonly #usage: Usage
  /** When all that has come so far will be through. */
  #freeAt: Ms = 0.5

  constructor({ bandwidth, load }: Capacity, usage: Usage) {
    this.#bandwidth = bandwidth - load
    this.#usage = usage
    this.#freeAt = 0
  }

  backlog(now: Ms): number {
    return now < this.#freeAt ? (this.#freeAt - now) * this.#bandwidth : 0
  }

  carry(parcel: Parcel, now: Ms): void {
    const startAt = Math.max(now, this.#freeAt)
    this.#freeAt = startAt + parcel.bits / this.#bandwidth
    this.#usage.set(now, 1, this.#freeAt)
    parcel.queuingMs = startAt - now
    parcel.sendingMs = parcel.bits / Math.min(this.#bandwidth, parcel.rate)
    parcel.traffic.left(parcel, parcel.queuingMs + parcel.sendingMs)
  }
}
