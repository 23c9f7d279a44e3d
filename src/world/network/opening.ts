/** Opens connections for attempts of calls, or for nobody, and says what comes of each. */
import { Alarm } from '../../kernel/alarm.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from '../calls/call.ts'
import type { World } from '../world.ts'
import type { Connection } from './connection.ts'
import type { Handshake, Handshakes } from './handshakes.ts'
import { type Lease, LeaseState } from './lease.ts'
import type { Listener } from './listener.ts'
import { noteConnecting } from './message.ts'

/** Who hears what has become of a connection that was being made. */
export type Opener = {
  /** It is there; the caller may have left in the meantime. */
  ready(lease: Lease): void
  /** It cannot be made. */
  failed(lease: Lease, connection: Connection): void
  /** Nobody has answered, and nobody waits for it. */
  unanswered(lease: Lease, connection: Connection): void
}

/** Opens the connections of one link. */
export class Opening {
  readonly #world: World
  readonly #handshakes: Handshakes
  readonly #opener: Opener
  readonly #alarm: Alarm<Lease>

  constructor(world: World, handshakes: Handshakes, opener: Opener) {
    this.#world = world
    this.#handshakes = handshakes
    this.#opener = opener
    this.#alarm = new Alarm(world.agenda, lease => this.#ended(lease))
  }

  /** Begins to open one; without an answer a request waits for good, all others for their pool. */
  open(lease: Lease, listener: Listener | null): void {
    const connection = lease.pool.opened()
    const handshake = this.#handshakes.begin(connection, listener)
    lease.state = LeaseState.Connects
    lease.connection = connection
    lease.handshake = handshake
    const { now } = this.#world.agenda
    if (!lease.isLost) this.#alarm.set(now + handshake.takesMs, lease)
    else if (lease.job === null) this.#alarm.set(now + lease.pool.reconnectMs, lease)
  }

  #ended(lease: Lease): void {
    const { error, refusal } = lease.handshake as Handshake
    const connection = lease.connection as Connection
    if (lease.isLost) return this.#opener.unanswered(lease, connection)
    if (error === null && refusal === Reason.None) return this.#opener.ready(lease)
    this.#tellCaller(lease)
    this.#opener.failed(lease, connection)
  }

  /** The connection that an attempt waits for could not be made. */
  fails(lease: Lease, handshake: Handshake | null): void {
    lease.handshake = handshake
    this.#tellCaller(lease)
  }

  #tellCaller(lease: Lease): void {
    const { job, wire, since } = lease
    const { error, refusal } = lease.handshake as Handshake
    lease.job = null
    if (job === null) return
    const call = job.call as Call
    call.lease = null
    noteConnecting(job.attempt, this.#world.agenda.now - since)
    if (error === null) wire.refuse(job, refusal)
    else wire.failed(job, error, 0)
  }
}
