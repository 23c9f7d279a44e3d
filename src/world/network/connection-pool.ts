/** The connections of one process to one callee: so many at most, kept for a while. */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import { Connection } from './connection.ts'
import type { Lease } from './lease.ts'
import type { Listener } from './listener.ts'

/** What the pools of one link have in common. */
export type PoolTerms = {
  readonly agenda: Agenda
  readonly data: ConnectionData
  /** The side of the callee, where it says anything of connections. */
  readonly listener: Listener | null
  /** Where idle connections wait to be closed; null if nobody counts those that are open. */
  readonly lane: Lane<Connection> | null
}

/** After how long without use either side closes a connection. */
export const idleMsOf = ({ idleMs }: ConnectionData, listener: Listener | null): Ms =>
  Math.min(idleMs, listener?.data.idleMs ?? Infinity)

/** A pool, and those who wait for a connection of it. */
export class ConnectionPool {
  readonly #terms: PoolTerms
  readonly #idleMs: Ms
  readonly #mostRequests: number
  readonly #mostWaiting: number
  readonly #waiting: Lease[] = []
  /** The one used last is the last, and the first to go. */
  readonly #idle: Connection[] = []
  /** In use, idle, or being made. */
  #open = 0
  /** The process it belonged to runs no more. */
  #isGone = false

  constructor(terms: PoolTerms) {
    const { data, listener } = terms
    this.#terms = terms
    this.#idleMs = idleMsOf(data, listener)
    this.#mostRequests = Math.min(data.requests, listener?.data.requests ?? Infinity)
    this.#mostWaiting = data.whenFull === 'wait' ? data.queue : 0
  }

  /** Whether one more may be made. */
  get hasRoom(): boolean {
    return this.#open < this.#terms.data.most
  }

  /** Takes an idle connection. When the one used last is too old, so are all. */
  takeIdle(now: Ms): Connection | null {
    const last = this.#idle.pop()
    if (last === undefined) return null
    this.#terms.lane?.cancel(last.ticket)
    if (now - last.idleSince <= this.#idleMs) return last
    this.closed(last)
    this.closeIdle()
    return null
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

  /** One more is being made. */
  opened(): Connection {
    this.#open++
    return new Connection(this, this.#terms.listener?.generation ?? 0)
  }

  closed(connection: Connection): void {
    const { listener, agenda } = this.#terms
    this.#open--
    listener?.closed(connection, agenda.now)
  }

  /** Nobody is at the other end any more. */
  closeIdle(): void {
    for (const connection of this.#idle) {
      this.#terms.lane?.cancel(connection.ticket)
      this.closed(connection)
    }
    this.#idle.length = 0
  }

  /** Nobody has used one for so long that it is closed. */
  expire(connection: Connection): void {
    this.#idle.splice(this.#idle.indexOf(connection), 1)
    this.closed(connection)
  }

  /** The process it belongs to is gone, and all its connections with it. */
  end(): void {
    this.#isGone = true
    this.closeIdle()
  }

  /** Whether a connection can go on: it may be worn out, or one of its ends is gone. */
  isUsable({ served, generation }: Connection): boolean {
    const { listener } = this.#terms
    if (listener === null) return served < this.#mostRequests
    return served < this.#mostRequests && generation === listener.generation && !this.#isGone
  }

  /** A connection nobody needs now is kept for later, if any are. */
  keep(connection: Connection): void {
    const { agenda, lane } = this.#terms
    if (this.#idleMs === 0) return this.closed(connection)
    connection.idleSince = agenda.now
    if (lane !== null) connection.ticket = lane.set(connection)
    this.#idle.push(connection)
  }
}
