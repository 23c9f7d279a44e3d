/** One connection, from when it is begun until either side closes it. */
import type { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import type { ConnectionPool } from './connection-pool.ts'

/** A connection of a pool. */
export class Connection {
  readonly pool: ConnectionPool
  /** How many requests have been sent over it. */
  served = 0
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
}
