/** The pools of one link: one in each replica of the caller, once it needs a connection. */
import type { Connection } from './connection.ts'
import { ConnectionPool } from './connection-pool.ts'
import type { PoolTerms } from './pool-terms.ts'

/** Pools by replica of the caller. */
export class Pools {
  readonly #terms: () => PoolTerms
  readonly #byReplica: (ConnectionPool | undefined)[] = []

  /** @param terms what all of them go by when one is made */
  constructor(terms: () => PoolTerms) {
    this.#terms = terms
  }

  of(replica: number): ConnectionPool {
    return (this.#byReplica[replica] ??= new ConnectionPool(this.#terms()))
  }

  /** A replica begins anew, with nothing. */
  forget(replica: number): void {
    this.#byReplica[replica] = undefined
  }

  /** A replica is gone, and its sockets are closed for it. */
  end(replica: number): void {
    this.#byReplica[replica]?.end()
    this.forget(replica)
  }

  get all(): readonly ConnectionPool[] {
    return this.#byReplica.filter(pool => pool !== undefined)
  }

  /** All connections that are open, or are being made. */
  get open(): readonly Connection[] {
    return this.all.flatMap(pool => pool.open)
  }
}
