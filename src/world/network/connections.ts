/**
 * Connections: who has which, and pools that keep them. Each replica of the caller has a pool of
 * its own, as processes do. What it takes to make one is in `handshakes.ts`.
 */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { CallMeter } from '../../record/meters.ts'
import type { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from '../calls/call.ts'
import type { InForce } from '../faults/in-force.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { World } from '../world.ts'
import { breakOff, breaks } from './breaking.ts'
import { Carrying } from './carrying.ts'
import type { Connection } from './connection.ts'
import type { ConnectionPool } from './connection-pool.ts'
import { Handshakes, type HandshakePieces } from './handshakes.ts'
import { type Lease, LeaseState } from './lease.ts'
import { Leases } from './leases.ts'
import type { Link } from './link.ts'
import type { Listener } from './listener.ts'
import { Opening } from './opening.ts'
import { heeding, type PoolTerms, termsOf } from './pool-terms.ts'
import { Pools } from './pools.ts'
import { Resets } from './resets.ts'
import { Resting } from './resting.ts'
import { Waits } from './waits.ts'
import type { Wire } from './wire.ts'

/** What the connections of one link are made of. */
export type ConnectionPieces = HandshakePieces & {
  /** Of the call that the link is for. */
  readonly calls: CallMeter
}

/** All connections over one link. */
export class Connections {
  readonly world: World
  readonly data: ConnectionData
  readonly resets: Resets<Connection>
  readonly #handshakes: Handshakes
  readonly #opening: Opening
  readonly #pools = new Pools(() => this.#terms)
  readonly #leases = new Leases(this)
  readonly #carrying: Carrying
  readonly #waits: Waits
  #terms: PoolTerms
  /** Null where no connection is opened before somebody needs it. */
  #resting: Resting | null = null

  constructor(world: World, link: Link, pieces: ConnectionPieces) {
    this.world = world
    this.data = pieces.data
    this.#handshakes = new Handshakes(world, link, pieces)
    this.#carrying = new Carrying(world, this.#handshakes)
    this.#waits = new Waits(world.agenda, pieces.calls, pieces.data.most)
    this.#opening = new Opening(world, this.#handshakes, {
      ready: lease => this.#isReady(lease),
      failed: (lease, connection) => this.#failed(lease, connection),
      unanswered: (lease, connection) => this.#unanswered(lease, connection),
    })
    this.resets = new Resets(world, connection => this.#reset(connection))
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
      poolOf: replica => this.#pools.of(replica),
      open: pool => this.#connect(this.#leases.take(pool)),
      resume: pool => {
        while (pool.hasRoom && !pool.makesRoom && this.#connectNext(pool));
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
    const { now } = this.world.agenda
    const call = job.call as Call
    const pool = this.#pools.of(call.parent.replica.index)
    const lease = this.#leases.take(pool)
    lease.job = job
    lease.wire = wire
    lease.call = call
    lease.since = now
    call.lease = lease
    const kept = pool.takeIdle(now)
    if (kept !== null) return this.#carrying.useAgain(lease, kept, this.#terms.listener)
    const shared = pool.takeShared()
    if (shared !== null) return this.#carrying.use(lease, shared)
    if (pool.makesRoom && pool.wait(lease)) return
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
      this.world.tasks.giveBack(lease.job as Task)
      lease.job = null
      if (state === LeaseState.Connects && !isLost) return // its alarm gives it back
      if (state === LeaseState.Waits) pool.leave(lease)
    }
    this.#leases.giveBack(lease)
    const waited = this.world.agenda.now - lease.since
    if (state === LeaseState.Waits) return this.#waits.over(call, waited, outcome)
    const connection = lease.connection as Connection
    if (isLost) return this.#close(connection)
    const isBreak = breaks(connection, this.data, { outcome, reason })
    this.#carrying.takeOff(connection, lease, isBreak)
    this.#free(connection)
  }

  /** The attempt of a call may wait for a connection when the run ends. */
  stillWaits(call: Call, now: Ms): void {
    this.#waits.stillWaits(call, now)
  }

  /** A fault breaks connections off, those that are there and those that will be. */
  beginResets(fault: InForce): void {
    this.resets.begin(fault, this.#pools.open)
  }

  /** A restarted process has no connections. */
  reset(replica: number): void {
    this.#pools.forget(replica)
    this.#resting?.started(replica)
  }

  /** A process is gone, and its sockets are closed for it. */
  stopped(replica: number): void {
    this.#pools.end(replica)
  }

  /** No replica of the callee runs any more: a connection ends with the process at its end. */
  calleeStopped(): void {
    for (const pool of this.#pools.all) {
      pool.closeIdle()
      if (this.data.atOnce > 1) for (const connection of pool.open) connection.isOver = true
      this.#resting?.fill(pool)
    }
  }

  #connect(lease: Lease): void {
    this.#opening.open(lease, this.#terms.listener)
  }

  /** A connection is there; the caller may have left in the meantime. */
  #isReady(lease: Lease): void {
    const { job, pool } = lease
    const connection = lease.connection as Connection
    const isUsable = pool.isUsable(connection)
    connection.isReady = true
    if (job === null) this.#leases.giveBack(lease)
    else this.#carrying.useNew(lease, isUsable)
    this.#free(connection)
    this.resets.made(connection)
    if (isUsable) this.#resting?.succeeded(pool)
  }

  /** No connection could be made. */
  #failed(lease: Lease, connection: Connection): void {
    this.#leases.giveBack(lease)
    if (this.#resting === null) this.#failOthers(lease)
    else this.#resting.failed(lease.pool)
    this.#close(connection)
  }

  /** Those who have waited for the same connection hear the same. */
  #failOthers({ pool, handshake }: Lease): void {
    for (const other of this.#waits.give(pool, this.data.atOnce - 1)) {
      this.#opening.fails(other, handshake)
      this.#leases.giveBack(other)
    }
  }

  /** One that nobody has asked for never comes to be. */
  #unanswered(lease: Lease, connection: Connection): void {
    const { pool } = lease
    this.#leases.giveBack(lease)
    pool.isOffline = true
    this.#close(connection)
    this.#resting?.tryAgain(pool)
  }

  /** A connection can carry more: whoever waits longest uses it. */
  #free(connection: Connection): void {
    const { pool, leases } = connection
    while (pool.carriesMore(connection)) {
      const next = this.#waits.next(pool)
      if (next === null) break
      this.#carrying.use(next, connection)
    }
    if (leases.length > 0) return
    if (pool.isUsable(connection)) pool.keep(connection)
    else this.#close(connection)
  }

  /** A fault breaks one off, whoever uses it. */
  #reset(connection: Connection): void {
    breakOff(connection, this.world)
    if (connection.leases.length > 0) return
    connection.pool.forget(connection)
    this.#close(connection)
  }

  #close(connection: Connection): void {
    const { pool } = connection
    pool.closed(connection)
    if (pool.hasRoom) this.#connectNext(pool)
    this.#resting?.fill(pool)
  }

  /** @returns whether anybody waited */
  #connectNext(pool: ConnectionPool): boolean {
    const next = this.#waits.next(pool)
    if (next !== null) this.#connect(next)
    return next !== null
  }
}
