/** Connections that are broken off while a fault is in force: after a time, or after some bytes. */
import { Alarm } from '../../kernel/alarm.ts'
import type { InForce } from '../faults/in-force.ts'
import type { World } from '../world.ts'

/** What faults can break off. */
export type Resettable = {
  /** Whether it has been made, and whether it is over. */
  readonly isReady: boolean
  readonly isOver: boolean
  /** The fault that breaks it off after some bytes, and how many have been sent since it could. */
  limit: InForce | null
  sentBytes: number
  /** How many requests are on it. */
  readonly carries: number
}

/** A connection, and the fault that will break it off. */
type Aimed<C> = { readonly fault: InForce; readonly connection: C }

/** The faults that break off connections of one link. */
export class Resets<C extends Resettable> {
  readonly #world: World
  readonly #breaks: (connection: C) => void
  readonly #alarm: Alarm<Aimed<C>>
  #faults: readonly InForce[] = []

  /** @param breaks whatever has to be done with one that breaks off */
  constructor(world: World, breaks: (connection: C) => void) {
    this.#world = world
    this.#breaks = breaks
    this.#alarm = new Alarm(world.agenda, aimed => this.#isDue(aimed))
  }

  /** A fault comes into force. @param open the connections that are there already */
  begin(fault: InForce, open: Iterable<C>): void {
    this.#faults = [...this.#faults, fault]
    for (const connection of open) this.#aim(fault, connection)
  }

  end(fault: InForce): void {
    this.#faults = this.#faults.filter(other => other !== fault)
  }

  /** A connection is there. */
  made(connection: C): void {
    for (const fault of this.#faults) this.#aim(fault, connection)
  }

  /** A message sets out over a connection. @returns whether that breaks off, and loses it */
  breaksOff(connection: C, bytes: number): boolean {
    const { limit } = connection
    connection.sentBytes += bytes
    if (limit === null || !this.#faults.includes(limit)) return false
    if (connection.sentBytes <= limit.effect.resetAfterBytes) return false
    this.#strike(limit, connection)
    return true
  }

  #aim(fault: InForce, connection: C): void {
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

  #isDue({ fault, connection }: Aimed<C>): void {
    if (this.#faults.includes(fault) && !connection.isOver) this.#strike(fault, connection)
  }

  #strike(fault: InForce, connection: C): void {
    fault.record.touched += Math.max(1, connection.carries)
    this.#breaks(connection)
  }
}
