/** The connections of one process to one callee: so many at most, kept for a while. */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Lease } from './lease.ts'

/** A pool, and those who wait for a connection of it. */
export class ConnectionPool {
  readonly #most: number
  readonly #idleMs: Ms
  readonly #mostWaiting: number
  readonly #waiting: Lease[] = []
  /** Since when each idle connection is; the one used last is the last, and the first to go. */
  readonly #idleSince: Ms[] = []
  /** In use, idle, or being made. */
  #open = 0

  constructor({ most, idleMs, whenFull, queue }: ConnectionData) {
    this.#most = most
    this.#idleMs = idleMs
    this.#mostWaiting = whenFull === 'wait' ? queue : 0
  }

  /** Whether one more may be made. */
  get hasRoom(): boolean {
    return this.#open < this.#most
  }

  /** Takes an idle connection. When the one used last is too old, so are all. */
  takeIdle(now: Ms): boolean {
    const since = this.#idleSince.pop()
    if (since === undefined) return false
    if (now - since <= this.#idleMs) return true
    this.#open -= this.#idleSince.length + 1
    this.#idleSince.length = 0
    return false
  }

  /** @returns false when too many wait already */
  wait(lease: Lease): boolean {
    if (this.#waiting.length >= this.#mostWaiting) return false
    this.#waiting.push(lease)
    return true
  }

  /** Who waits gives up. */
  leave(lease: Lease): void {
    this.#waiting.splice(this.#waiting.indexOf(lease), 1)
  }

  /** Whoever has waited longest. */
  nextWaiting(): Lease | null {
    return this.#waiting.shift() ?? null
  }

  opened(): void {
    this.#open++
  }

  closed(): void {
    this.#open--
  }

  /** Nobody is at the other end any more. */
  closeIdle(): void {
    this.#open -= this.#idleSince.length
    this.#idleSince.length = 0
  }

  /** A connection nobody needs now is kept for later, if any are. */
  keep(now: Ms): void {
    if (this.#idleMs > 0) this.#idleSince.push(now)
    else this.closed()
  }
}
