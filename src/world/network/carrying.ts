/** Requests on the connections over which they go: how they set out, and how they come off. */
import type { Ms } from '../../kernel/units.ts'
import { connected, justConnected } from '../faults/passage.ts'
import type { World } from '../world.ts'
import { breakOff } from './breaking.ts'
import type { Connection } from './connection.ts'
import type { Handshakes } from './handshakes.ts'
import { handOn } from './in-order.ts'
import type { Lease } from './lease.ts'
import type { Listener } from './listener.ts'

/** Sends requests over the connections of one link. */
export class Carrying {
  readonly #world: World
  readonly #handshakes: Handshakes

  constructor(world: World, handshakes: Handshakes) {
    this.#world = world
    this.#handshakes = handshakes
  }

  /** Over one that was just made for it. @param isUsable whether its other end is still there */
  useNew(lease: Lease, isUsable: boolean): void {
    if (isUsable) lease.wire.dispatch(lease.setsOut(this.#world.agenda.now), justConnected)
    else this.#meetNobody(lease, 0)
  }

  /** Over one that was idle: the callee may have closed it, and the word is on its way. */
  useAgain(lease: Lease, connection: Connection, listener: Listener | null): void {
    const heardMs = this.#handshakes.closedMs(connection, listener)
    if (heardMs !== null) connection.heardAt = this.#world.agenda.now + heardMs
    this.use(lease, connection)
  }

  /** Over one that was there already. */
  use(lease: Lease, connection: Connection): void {
    const { now } = this.#world.agenda
    const { heardAt } = connection
    lease.connection = connection
    if (heardAt < Infinity) this.#meetNobody(lease, heardAt - now)
    else lease.wire.dispatch(lease.setsOut(now), connected)
  }

  /**
   * One is no longer on its connection: answers behind it wait no longer for its own.
   *
   * @param breaks whether it takes the connection with it
   */
  takeOff(connection: Connection, lease: Lease, breaks: boolean): void {
    const { leases } = connection
    leases.splice(leases.indexOf(lease), 1)
    handOn(lease, this.#world)
    if (breaks) breakOff(connection, this.#world)
    else if (leases.length > 0) handOn(leases[0], this.#world)
  }

  /** A request goes over a connection whose other end is gone, and learns of it after a time. */
  #meetNobody(lease: Lease, afterMs: Ms): void {
    lease.wire.reset(lease.setsOut(this.#world.agenda.now), afterMs)
  }
}
