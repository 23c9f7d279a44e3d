/**
 * Connections: who has which, and pools that keep them. Each replica of the caller has a pool of
 * its own, as processes do. What it takes to make one is in `handshakes.ts`.
 */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Ms } from '../../kernel/units.ts'
import { UNFINISHED, type WaitEnd } from '../../record/limit-meter.ts'
import type { CallMeter } from '../../record/meters.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from '../calls/call.ts'
import { connectionsName } from '../calls/limit-names.ts'
import { connected, justConnected, type Meets } from '../faults/passage.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { World } from '../world.ts'
import type { Connection } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import { Handshakes, type HandshakePieces } from './handshakes.ts'
import { breaks, type Lease, LeaseState } from './lease.ts'
import { Leases } from './leases.ts'
import type { Link } from './link.ts'
import type { Listener } from './listener.ts'
import { Opening } from './opening.ts'
import { heeding, type PoolTerms, termsOf } from './pool-terms.ts'
import { Resting } from './resting.ts'
import type { Wire } from './wire.ts'

/** What the connections of one link are made of. */
export type ConnectionPieces = HandshakePieces & {
  /** Of the call that the link is for. */
  readonly calls: CallMeter
}

/** All connections over one link. */
export class Connections {
  readonly #world: World
  readonly data: ConnectionData
  readonly #pieces: ConnectionPieces
  readonly #handshakes: Handshakes
  readonly #opening: Opening
  readonly #pools: (ConnectionPool | undefined)[] = []
  readonly #leases = new Leases(this)
  #terms: PoolTerms
  /** Null where no connection is opened before somebody needs it. */
  #resting: Resting | null = null

  constructor(world: World, link: Link, pieces: ConnectionPieces) {
    this.#world = world
    this.data = pieces.data
    this.#pieces = pieces
    this.#handshakes = new Handshakes(world, link, pieces)
    this.#opening = new Opening(world, this.#handshakes, {
      ready: lease => this.#isReady(lease),
      failed: (lease, connection) => this.#failed(lease, connection),
      unanswered: (lease, connection) => this.#unanswered(lease, connection),
    })
    this.#terms = termsOf(world.agenda, pieces.data)
  }

  /** The callee has a say in its connections; before the first is made. */
  heed(listener: Listener): void {
    this.#terms = heeding(this.#terms, listener, this)
  }

  /**
   * Pools keep some connections open by themselves.
   *
   * @param replicas those of the caller that have a pool
   */
  rest(replicas: readonly Replica[]): Resting {
    return (this.#resting = new Resting({
      agenda: this.#terms.agenda,
      reconnectMs: this.data.reconnectMs,
      replicas,
      poolOf: replica => this.#poolOf(replica),
      open: pool => this.#connect(this.#leases.take(pool)),
      resume: pool => {
        while (pool.hasRoom && this.#connectNext(pool));
      },
    }))
  }

  /** Nobody has used a connection for as long as it is kept. */
  on(_expires: number, connection: Connection): void {
    connection.pool.expire(connection)
    this.#resting?.fill(connection.pool)
  }

  /** Sends a request over a connection: an idle one, a new one, or the next to be free. */
  send(job: Task, wire: Wire): void {
    const { now } = this.#world.agenda
    const call = job.call as Call
    const pool = this.#poolOf(call.parent.replica.index)
    const lease = this.#leases.take(pool)
    lease.job = job
    lease.wire = wire
    lease.since = now
    call.lease = lease
    const kept = pool.takeIdle(now)
    if (kept !== null) return this.#useAgain(lease, kept)
    if (pool.hasRoom) return this.#connect(lease)
    if (pool.wait(lease)) return
    call.lease = null
    this.#leases.giveBack(lease)
    wire.refuse(job, Reason.NoConnection)
  }

  /**
   * The attempt that had a connection, or waited for one, is over. Without an answer the connection
   * is closed: nobody could tell to what an answer still to come belongs.
   */
  ended(call: Call, outcome: Outcome, reason: number): void {
    const lease = call.lease as Lease
    call.lease = null
    const { pool, state, isLost } = lease
    if (state !== LeaseState.Used) {
      this.#world.tasks.giveBack(lease.job as Task)
      lease.job = null
      if (state === LeaseState.Connects && !isLost) return // its alarm gives it back
      if (state === LeaseState.Waits) pool.leave(lease)
    }
    this.#leases.giveBack(lease)
    const waited = this.#world.agenda.now - lease.since
    if (state === LeaseState.Waits) return this.#waited(call, waited, outcome)
    const connection = lease.connection as Connection
    if (isLost || breaks(outcome, reason)) this.#close(connection)
    else this.#free(connection)
  }

  /** The attempt of a call may wait for a connection when the run ends. */
  stillWaits(call: Call, now: Ms): void {
    const { state, since } = call.lease as Lease
    if (state === LeaseState.Waits) this.#waited(call, now - since, UNFINISHED)
  }

  /** A restarted process has no connections. */
  reset(replica: number): void {
    this.#pools[replica] = undefined
    this.#resting?.started(replica)
  }

  /** A process is gone, and its sockets are closed for it. */
  stopped(replica: number): void {
    this.#pools[replica]?.end()
    this.#pools[replica] = undefined
  }

  /** No replica of the callee runs any more: a connection ends with the process at its end. */
  calleeStopped(): void {
    for (const pool of this.#pools) {
      if (pool === undefined) continue
      pool.closeIdle()
      this.#resting?.fill(pool)
    }
  }

  #poolOf(replica: number): ConnectionPool {
    return (this.#pools[replica] ??= new ConnectionPool(this.#terms))
  }

  #connect(lease: Lease): void {
    this.#opening.open(lease, this.#terms.listener)
  }

  /** A connection is there; the caller may have left in the meantime. */
  #isReady(lease: Lease): void {
    const { job, pool } = lease
    const connection = lease.connection as Connection
    const isUsable = pool.isUsable(connection)
    if (job === null) {
      this.#leases.giveBack(lease)
      this.#free(connection)
    } else if (isUsable) this.#use(lease, justConnected)
    else this.#meetNobody(lease, 0)
    if (isUsable) this.#resting?.succeeded(pool)
  }

  /** No connection could be made. */
  #failed(lease: Lease, connection: Connection): void {
    this.#leases.giveBack(lease)
    this.#resting?.failed(lease.pool)
    this.#close(connection)
  }

  /** One that nobody has asked for never comes to be. */
  #unanswered(lease: Lease, connection: Connection): void {
    const { pool } = lease
    this.#leases.giveBack(lease)
    pool.isOffline = true
    this.#close(connection)
    this.#resting?.tryAgain(pool)
  }

  /** A connection that was idle: the callee may have closed it, and the word is on its way. */
  #useAgain(lease: Lease, connection: Connection): void {
    lease.connection = connection
    const heardMs = this.#handshakes.closedMs(connection, this.#terms.listener)
    if (heardMs === null) this.#use(lease, connected)
    else this.#meetNobody(lease, heardMs)
  }

  /** A request goes over a connection whose other end is gone, and learns of it after a time. */
  #meetNobody(lease: Lease, afterMs: Ms): void {
    lease.wire.reset(lease.setsOut(this.#world.agenda.now), afterMs)
  }

  #use(lease: Lease, meets: Meets): void {
    lease.wire.dispatch(lease.setsOut(this.#world.agenda.now), meets)
  }

  /** A connection can be used again: whoever waits longest does. */
  #free(connection: Connection): void {
    const { pool } = connection
    if (!pool.isUsable(connection)) return this.#close(connection)
    const next = this.#next(pool)
    if (next === null) return pool.keep(connection)
    next.connection = connection
    this.#use(next, connected)
  }

  #close(connection: Connection): void {
    const { pool } = connection
    pool.closed(connection)
    if (pool.hasRoom) this.#connectNext(pool)
    this.#resting?.fill(pool)
  }

  /** @returns whether anybody waited */
  #connectNext(pool: ConnectionPool): boolean {
    const next = this.#next(pool)
    if (next !== null) this.#connect(next)
    return next !== null
  }

  /** Whoever has waited longest, and need not any more. */
  #next(pool: ConnectionPool): Lease | null {
    const next = pool.nextWaiting()
    if (next === null) return null
    const waited = this.#world.agenda.now - next.since
    this.#waited(next.job?.call as Call, waited, Outcome.Ok)
    return next
  }

  #waited({ slot }: Call, ms: Ms, end: WaitEnd): void {
    this.#pieces.calls.limit(connectionsName(this.data.most)).waited(slot, ms, end)
  }
}
