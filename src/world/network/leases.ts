/** Leases to use again: each attempt that needs a connection takes one. */
import type { ConnectionPool } from './connection-pool.ts'
import type { Connections } from './connections.ts'
import { Lease, LeaseState } from './lease.ts'

/** The leases of one link. */
export class Leases {
  readonly #connections: Connections
  readonly #unused: Lease[] = []

  constructor(connections: Connections) {
    this.#connections = connections
  }

  /** One that has no connection, and no request yet. */
  take(pool: ConnectionPool): Lease {
    const lease = this.#unused.pop() ?? new Lease()
    lease.connections = this.#connections
    lease.pool = pool
    lease.state = LeaseState.Waits
    lease.connection = null
    lease.handshake = null
    lease.job = null
    lease.answer = null
    return lease
  }

  /** Nobody knows it any more. */
  giveBack(lease: Lease): void {
    this.#unused.push(lease)
  }
}
