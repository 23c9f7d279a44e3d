/** One connection, from when it is begun until either side closes it. */
import type { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import type { InForce } from '../faults/in-force.ts'
import type { ConnectionPool } from './connection-pool.ts'
import type { Lease } from './lease.ts'

/** A connection of a pool. */
export class Connection {
  readonly pool: ConnectionPool
  /** Whether it has been made. */
  isReady = false
  /** Nothing is sent over it any more; and all whose requests are on it know that it broke off. */
  isOver = false
  isBroken = false
  /** When it comes out that the other end is gone; `Infinity` as long as it is there. */
  heardAt: Ms = Infinity
  /** How many requests have been sent over it. */
  served = 0
  /** The fault that breaks it off after some bytes, and how many have been sent since it could. */
  limit: InForce | null = null
  sentBytes = 0
  /** The attempts whose requests are on it, in the order in which they were sent. */
  readonly leases: Lease[] = []
  /** Its place among those of its pool. */
  place = 0
  /** Since when nobody has used it. */
  idleSince: Ms = 0.5
  /** What will close it while it is idle, and its ticket there, where somebody has to know. */
  lane: Lane<Connection> | null = null
  ticket = NaN
  /** Whether it is one of those that the callee may have so many of. */
  isCounted = false
  /** How often the callee had stopped when it was begun: it ends with the process there. */
  readonly generation: number

  constructor(pool: ConnectionPool, generation: number) {
    this.pool = pool
    this.generation = generation
  }

  get carries(): number {
    return this.leases.length
  }
}
