/**
 * Connections: who has which, and pools that keep them. Each replica of the caller has a pool of
 * its own, as processes do. What it takes to make one is in `handshakes.ts`.
 */
import { Alarm } from '../../kernel/alarm.ts'
import { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import { UNFINISHED, type WaitEnd } from '../../record/limit-meter.ts'
import type { CallMeter } from '../../record/meters.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from '../calls/call.ts'
import { connectionsName } from '../calls/limit-names.ts'
import { isGivenUp } from '../calls/verdicts.ts'
import { connected, justConnected, type Meets } from '../faults/passage.ts'
import type { Task } from '../handling/task.ts'
import type { World } from '../world.ts'
import type { Connection } from './connection.ts'
import { ConnectionPool, idleMsOf, type PoolTerms } from './connection-pool.ts'
import { Handshakes, type Handshake, type HandshakePieces } from './handshakes.ts'
import { Lease, LeaseState } from './lease.ts'
import type { Link } from './link.ts'
import type { Listener } from './listener.ts'
import { noteConnecting } from './message.ts'
import type { Wire } from './wire.ts'

/** What the connections of one link are made of. */
export type ConnectionPieces = HandshakePieces & {
  /** Of the call that the link is for. */
  readonly calls: CallMeter
}

/** All connections over one link. */
export class Connections {
  readonly #world: World
  readonly #link: Link
  readonly #pieces: ConnectionPieces
  readonly #handshakes: Handshakes
  readonly #ready: Alarm<Lease>
  readonly #pools: (ConnectionPool | undefined)[] = []
  /** Leases to use again. */
  readonly #idle: Lease[] = []
  #terms: PoolTerms

  constructor(world: World, link: Link, pieces: ConnectionPieces) {
    this.#world = world
    this.#link = link
    this.#pieces = pieces
    this.#handshakes = new Handshakes(world, link, pieces)
    this.#ready = new Alarm(world.agenda, lease => this.#isReady(lease))
    this.#terms = { agenda: world.agenda, data: pieces.data, listener: null, lane: null }
  }

  /** The callee has a say in its connections; before the first is made. */
  heed(listener: Listener): void {
    const { agenda, data } = this.#terms
    const idleMs = idleMsOf(data, listener)
    const lane = listener.counts && idleMs > 0 ? new Lane(agenda, idleMs, this, 0) : null
    this.#terms = { agenda, data, listener, lane }
  }

  /** Nobody has used a connection for as long as it is kept. */
  on(_expires: number, connection: Connection): void {
    connection.pool.expire(connection)
  }

  /** Sends a request over a connection: an idle one, a new one, or the next to be free. */
  send(job: Task, wire: Wire): void {
    const { now } = this.#world.agenda
    const call = job.call as Call
    const pool = this.#poolOf(call.parent.replica.index)
    const lease = this.#take(pool)
    lease.job = job
    lease.wire = wire
    lease.since = now
    call.lease = lease
    const kept = pool.takeIdle(now)
    if (kept !== null) return this.#useAgain(lease, kept)
    if (pool.hasRoom) return this.#connect(lease)
    if (pool.wait(lease)) return
    call.lease = null
    this.#idle.push(lease)
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
    this.#idle.push(lease)
    const waited = this.#world.agenda.now - lease.since
    if (state === LeaseState.Waits) return this.#waited(call, waited, outcome)
    const connection = lease.connection as Connection
    if (isLost || isGivenUp(outcome) || broken.has(reason)) this.#close(connection)
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
  }

  /** A process is gone, and its sockets are closed for it. */
  crashed(replica: number): void {
    this.#pools[replica]?.end()
    this.#pools[replica] = undefined
  }

  /** No replica of the callee runs any more: a connection ends with the process at its end. */
  calleeStopped(): void {
    for (const pool of this.#pools) pool?.closeIdle()
  }

  #poolOf(replica: number): ConnectionPool {
    return (this.#pools[replica] ??= new ConnectionPool(this.#terms))
  }

  #connect(lease: Lease): void {
    const connection = lease.pool.opened()
    const handshake = this.#handshakes.begin(connection, this.#terms.listener)
    lease.state = LeaseState.Connects
    lease.connection = connection
    lease.handshake = handshake
    if (!lease.isLost) this.#ready.set(this.#world.agenda.now + handshake.takesMs, lease)
  }

  /** A connection is there, or cannot be made; the caller may have left in the meantime. */
  #isReady(lease: Lease): void {
    const { job, pool } = lease
    const connection = lease.connection as Connection
    const handshake = lease.handshake as Handshake
    if (handshake.error !== null || handshake.refusal !== Reason.None) {
      this.#failed(lease, handshake)
    } else if (job === null) {
      this.#idle.push(lease)
      this.#free(connection)
    } else if (pool.isUsable(connection)) this.#use(lease, justConnected)
    else this.#meetNobody(lease, 0)
  }

  /** No connection could be made. */
  #failed(lease: Lease, { error, refusal }: Handshake): void {
    const { job, wire, since } = lease
    lease.job = null
    this.#idle.push(lease)
    if (job !== null) {
      const call = job.call as Call
      call.lease = null
      noteConnecting(job.attempt, this.#world.agenda.now - since)
      if (error === null) wire.refuse(job, refusal)
      else wire.failed(job, error, 0)
    }
    this.#close(lease.connection as Connection)
  }

  #take(pool: ConnectionPool): Lease {
    const lease = this.#idle.pop() ?? new Lease()
    lease.connections = this
    lease.pool = pool
    lease.state = LeaseState.Waits
    lease.connection = null
    lease.handshake = null
    return lease
  }

  /** A connection that was idle: the callee may have closed it, and the word is on its way. */
  #useAgain(lease: Lease, connection: Connection): void {
    lease.connection = connection
    const idleMs = this.#terms.listener?.data.idleMs ?? Infinity
    if (idleMs === Infinity) return this.#use(lease, connected)
    const { now } = this.#world.agenda
    const roundTripMs = this.#handshakes.roundTripMs()
    const { conditions } = this.#link
    const isClosed = now - connection.idleSince > idleMs - roundTripMs
    if (isClosed && (conditions.quiet || !conditions.severs(now))) {
      this.#meetNobody(lease, roundTripMs)
    } else this.#use(lease, connected)
  }

  /** A request goes over a connection whose other end is gone, and learns of it after a time. */
  #meetNobody(lease: Lease, afterMs: Ms): void {
    lease.wire.reset(this.#goesOver(lease), afterMs)
  }

  #use(lease: Lease, meets: Meets): void {
    lease.wire.dispatch(this.#goesOver(lease), meets)
  }

  #goesOver(lease: Lease): Task {
    const job = lease.job as Task
    const connection = lease.connection as Connection
    lease.state = LeaseState.Used
    lease.job = null
    connection.served++
    noteConnecting(job.attempt, this.#world.agenda.now - lease.since)
    return job
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
    const next = this.#next(pool)
    if (next !== null) this.#connect(next)
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
    const { calls, data } = this.#pieces
    calls.limit(connectionsName(data.most)).waited(slot, ms, end)
  }
}

/** What says that a connection is no longer there. */
const broken: ReadonlySet<number> = new Set([Reason.LostInCrash, Reason.ConnectionReset])
