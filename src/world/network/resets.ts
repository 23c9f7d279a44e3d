/** Connections that are broken off while a fault is in force: after a time, or after some bytes. */
import { Alarm } from '../../kernel/alarm.ts'
import type { InForce } from '../faults/in-force.ts'
import type { World } from '../world.ts'
import type { Task } from '../handling/task.ts'
import type { Connection } from './connection.ts'

/** A connection, and the fault that will break it off. */
type Aimed = { readonly fault: InForce; readonly connection: Connection }

/** The faults that break off connections of one link. */
export class Resets {
  readonly #world: World
  readonly #breaks: (connection: Connection) => void
  readonly #alarm: Alarm<Aimed>
  #faults: readonly InForce[] = []

  /** @param breaks whatever has to be done with one that breaks off */
  constructor(world: World, breaks: (connection: Connection) => void) {
    this.#world = world
    this.#breaks = breaks
    this.#alarm = new Alarm(world.agenda, aimed => this.#isDue(aimed))
  }

  /** A fault comes into force. @param open the connections that are there already */
  begin(fault: InForce, open: readonly Connection[]): void {
    this.#faults = [...this.#faults, fault]
    for (const connection of open) this.#aim(fault, connection)
  }

  end(fault: InForce): void {
    this.#faults = this.#faults.filter(other => other !== fault)
  }

  /** A connection is there. */
  made(connection: Connection): void {
    for (const fault of this.#faults) this.#aim(fault, connection)
  }

  /** A message sets out over a connection. @returns whether that breaks off, and loses it */
  breaksOff({ call, ticket }: Task, bytes: number): boolean {
    const lease = call?.ticket === ticket ? call.lease : null
    const connection = lease?.connection ?? null
    if (connection === null) return false
    const { limit } = connection
    connection.sentBytes += bytes
    if (limit === null || !this.#faults.includes(limit)) return false
    if (connection.sentBytes <= limit.effect.resetAfterBytes) return false
    this.#strike(limit, connection)
    return true
  }

  #aim(fault: InForce, connection: Connection): void {
    const { effect, share } = fault
    if (!connection.isReady || connection.isOver || (share < 1 && fault.random() >= share)) return
    const { now } = this.#world.agenda
    if (effect.resetAfterBytes < Infinity) {
      connection.sentBytes = 0
      connection.limit = fault
    }
    if (effect.resetAfterMs === 0) this.#strike(fault, connection)
    else if (effect.resetAfterMs < Infinity)
      this.#alarm.set(now + effect.resetAfterMs, { fault, connection })
  }

  #isDue({ fault, connection }: Aimed): void {
    if (this.#faults.includes(fault) && !connection.isOver) this.#strike(fault, connection)
  }

  #strike(fault: InForce, connection: Connection): void {
    fault.record.touched += Math.max(1, connection.leases.length)
    this.#breaks(connection)
  }
}
