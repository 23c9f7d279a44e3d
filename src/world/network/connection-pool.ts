/** The connections of one process to one callee: so many at most, kept for a while. */
import type { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import { Connection } from './connection.ts'
import type { Lease } from './lease.ts'
import type { PoolTerms } from './pool-terms.ts'

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
  readonly #open: Connection[] = []
  /** One could not be made, and none has been since: callers wait, and the pool tries again. */
  isOffline = false
  triesAgain = false
  /** The process it belonged to runs no more. */
  #isGone = false

  constructor(terms: PoolTerms) {
    const { data, listener } = terms
    this.#terms = terms
    this.#idleMs = terms.idleMs
    this.#mostRequests = Math.min(data.requests, listener?.data.requests ?? Infinity)
    this.#mostWaiting = data.whenFull === 'wait' ? data.queue : 0
  }

  /** Whether one more may be made for whoever needs it. */
  get hasRoom(): boolean {
    return this.#open.length < this.#terms.data.most && !this.isOffline
  }

  /** All that are open, or are being made. */
  get open(): readonly Connection[] {
    return this.#open
  }

  /** How long after one could not be made the next is tried. */
  get reconnectMs(): Ms {
    return this.#terms.data.reconnectMs
  }

  /** Whether fewer are open than always are. */
  get lacksSome(): boolean {
    return this.#open.length < this.#terms.data.least && !this.#isGone
  }

  /** Takes an idle connection. When the one used last is too old, so are all. */
  takeIdle(now: Ms): Connection | null {
    const last = this.#idle.pop()
    if (last === undefined) return null
    last.lane?.cancel(last.ticket)
    if (this.#terms.data.least > 0 || now - last.idleSince <= this.#idleMs) return last
    this.closed(last)
    this.closeIdle()
    return null
  }

  /** One in use that carries one more request, where requests share connections. */
  takeShared(): Connection | null {
    if (this.#terms.data.atOnce === 1) return null
    return this.#open.find(one => one.leases.length > 0 && this.carriesMore(one)) ?? null
  }

  /** Whether a connection that is made carries one more request. */
  carriesMore(connection: Connection): boolean {
    const { isReady, leases } = connection
    return isReady && leases.length < this.#terms.data.atOnce && this.isUsable(connection)
  }

  /** Whether those that are being made carry one more than who waits for them already. */
  get makesRoom(): boolean {
    const { atOnce } = this.#terms.data
    if (atOnce === 1) return false
    const made = this.#open.filter(({ isReady }) => !isReady)
    return this.#waiting.length < made.length * (atOnce - 1)
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
    const made = new Connection(this, this.#terms.listener?.generation ?? 0)
    made.place = this.#open.push(made) - 1
    return made
  }

  closed(connection: Connection): void {
    const { listener, agenda } = this.#terms
    const last = this.#open.pop() as Connection
    last.place = connection.place
    if (last !== connection) this.#open[last.place] = last
    connection.isOver = true
    listener?.closed(connection, agenda.now)
  }

  /** An idle one is idle no more. */
  forget(connection: Connection): void {
    connection.lane?.cancel(connection.ticket)
    this.#idle.splice(this.#idle.indexOf(connection), 1)
  }

  /** Nobody is at the other end any more. */
  closeIdle(): void {
    for (const connection of this.#idle) {
      connection.lane?.cancel(connection.ticket)
      this.closed(connection)
    }
    this.#idle.length = 0
  }

  /** Nobody has used one for so long that it is closed, unless it is one of the least. */
  expire(connection: Connection): void {
    const { data, listener, lane, restLane } = this.#terms
    const isCallers = connection.lane === lane && data.idleMs < (listener?.data.idleMs ?? Infinity)
    if (isCallers && this.#open.length <= data.least) return this.#lie(connection, restLane)
    this.#idle.splice(this.#idle.indexOf(connection), 1)
    this.closed(connection)
  }

  /** The process it belongs to is gone, and all its connections with it. */
  end(): void {
    this.#isGone = true
    this.closeIdle()
  }

  /** Whether a connection can go on: it may be worn out, or one of its ends is gone. */
  isUsable({ served, generation, isOver }: Connection): boolean {
    const { listener } = this.#terms
    if (isOver) return false
    if (listener === null) return served < this.#mostRequests
    return served < this.#mostRequests && generation === listener.generation && !this.#isGone
  }

  /** A connection nobody needs now is kept for later, if any are. */
  keep(connection: Connection): void {
    const { agenda, data, lane, restLane } = this.#terms
    const isShort = this.#idleMs === 0
    if (isShort && this.#open.length > data.least) return this.closed(connection)
    connection.idleSince = agenda.now
    this.#lie(connection, isShort ? restLane : lane)
    this.#idle.push(connection)
  }

  /** It is idle until it is used, or its time there is over. */
  #lie(connection: Connection, lane: Lane<Connection> | null): void {
    connection.lane = lane
    if (lane !== null) connection.ticket = lane.set(connection)
  }
}
