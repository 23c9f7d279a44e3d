/**
 * Connections: what it takes to set one up, and pools that keep them. Each replica of the caller
 * has a pool of its own, as processes do.
 */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { UNFINISHED, type WaitEnd } from '../../record/limit-meter.ts'
import { LinkEvent, type LinkMeter } from '../../record/link-meter.ts'
import { Outcome } from '../../record/outcome.ts'
import type { CallMeter } from '../../record/meters.ts'
import { Reason } from '../../record/reason.ts'
import type { Effect } from '../../faults/effect.ts'
import type { Call } from '../calls/call.ts'
import { connectionsName } from '../calls/limit-names.ts'
import {
  connected,
  connecting,
  connectingPlainly,
  justConnected,
  type Meets,
} from '../faults/passage.ts'
import type { Link } from './link.ts'
import { noteConnecting } from './message.ts'
import type { Task } from '../handling/task.ts'
import { isGivenUp } from '../calls/verdicts.ts'
import type { Wire } from './wire.ts'
import type { World } from '../world.ts'
import { ConnectionPool } from './connection-pool.ts'
import { Lease, LeaseState } from './lease.ts'

/** What the connections of one link are made of. */
export type ConnectionPieces = {
  readonly data: ConnectionData
  /** How long a look-up of the name takes; null for no time. */
  readonly dns: Sampler | null
  readonly chance: Chance
  readonly meter: LinkMeter
  /** Of the call that the link is for. */
  readonly calls: CallMeter
}

/** All connections over one link. */
export class Connections {
  readonly #world: World
  readonly #link: Link
  readonly #pieces: ConnectionPieces
  readonly #ready: Alarm<Lease>
  readonly #pools: (ConnectionPool | undefined)[] = []
  /** Leases to use again. */
  readonly #idle: Lease[] = []

  constructor(world: World, link: Link, pieces: ConnectionPieces) {
    this.#world = world
    this.#link = link
    this.#pieces = pieces
    this.#ready = new Alarm(world.agenda, lease => this.#isReady(lease))
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
    if (pool.takeIdle(now)) return this.#use(lease, connected)
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
    const { pool, state } = lease
    if (state !== LeaseState.Used) {
      this.#world.tasks.giveBack(lease.job as Task)
      lease.job = null
      if (state === LeaseState.Connects && !lease.isLost) return // its alarm gives it back
      if (state === LeaseState.Waits) pool.leave(lease)
    }
    this.#idle.push(lease)
    if (lease.isLost) return this.#close(pool)
    const waited = this.#world.agenda.now - lease.since
    if (state === LeaseState.Waits) return this.#waited(call, waited, outcome)
    if (isGivenUp(outcome) || reason === Reason.LostInCrash) this.#close(pool)
    else this.#free(pool)
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

  /** No replica of the callee runs any more: a connection ends with the process at its end. */
  calleeStopped(): void {
    for (const pool of this.#pools) pool?.closeIdle()
  }

  #poolOf(replica: number): ConnectionPool {
    return (this.#pools[replica] ??= new ConnectionPool(this.#pieces.data))
  }

  #connect(lease: Lease): void {
    const { data, dns, chance, meter } = this.#pieces
    const { now } = this.#world.agenda
    lease.state = LeaseState.Connects
    lease.pool.opened()
    let takes: Ms = dns === null ? 0 : dns.quantile(chance.next())
    for (let i = 0; i < data.roundTrips; i++) takes += this.#link.roundTripMs(chance)
    const { conditions } = this.#link
    const meets = data.isTrusting ? connectingPlainly : connecting
    const error = conditions.quiet ? null : conditions.error(now, meets)
    lease.error = error
    if (error === null && this.#isSevered(now)) {
      lease.isLost = true
      return
    }
    if (error === null) {
      meter.there.count(this.#world.recording.grid.slotAt(now), LinkEvent.Connected)
    } else if (error.errorAt !== 'handshake') takes = error.errorAfterMs
    this.#ready.set(now + takes, lease)
  }

  /** A handshake that is lost ends with the attempt, unless the transport begins it again. */
  #isSevered(now: Ms): boolean {
    const { conditions, traffic } = this.#link
    if (conditions.quiet || this.#pieces.data.roundTrips === 0) return false
    return traffic?.outlivesPartitions !== true && conditions.severs(now)
  }

  /** A connection is there, or cannot be made; the caller may have left in the meantime. */
  #isReady(lease: Lease): void {
    if (lease.error !== null) return this.#failed(lease, lease.error)
    if (lease.job !== null) return this.#use(lease, justConnected)
    this.#idle.push(lease)
    this.#free(lease.pool)
  }

  /** No connection could be made. */
  #failed(lease: Lease, error: Effect): void {
    const { job, pool, wire, since } = lease
    lease.error = null
    lease.job = null
    this.#idle.push(lease)
    if (job !== null) {
      const call = job.call as Call
      call.lease = null
      noteConnecting(job.attempt, this.#world.agenda.now - since)
      wire.failed(job, error, 0)
    }
    this.#close(pool)
  }

  #take(pool: ConnectionPool): Lease {
    const lease = this.#idle.pop() ?? new Lease()
    lease.connections = this
    lease.pool = pool
    lease.state = LeaseState.Waits
    lease.isLost = false
    return lease
  }

  #use(lease: Lease, meets: Meets): void {
    const { wire, since } = lease
    const job = lease.job as Task
    lease.state = LeaseState.Used
    lease.job = null
    noteConnecting(job.attempt, this.#world.agenda.now - since)
    wire.dispatch(job, meets)
  }

  /** A connection can be used again: whoever waits longest does. */
  #free(pool: ConnectionPool): void {
    const next = this.#next(pool)
    if (next !== null) this.#use(next, connected)
    else pool.keep(this.#world.agenda.now)
  }

  #close(pool: ConnectionPool): void {
    pool.closed()
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
