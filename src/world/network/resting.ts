/** Connections that are open though nobody uses them: pools open them, and open them anew. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Replica } from '../handling/replica.ts'
import type { ConnectionPool } from './connection-pool.ts'

/** What a pool that acts by itself is made of. */
export type RestingParts = {
  readonly agenda: Agenda
  /** How long after one could not be opened the next is tried. */
  readonly reconnectMs: Ms
  /** The replicas of the caller that have a pool. */
  readonly replicas: readonly Replica[]
  /** The pool of one of them. */
  readonly poolOf: (replica: number) => ConnectionPool
  /** Begins to open a connection that nobody has asked for. */
  readonly open: (pool: ConnectionPool) => void
  /** Those who wait may connect again. */
  readonly resume: (pool: ConnectionPool) => void
}

/** Keeps so many connections open in each pool of one link. */
export class Resting {
  readonly #parts: RestingParts
  readonly #tries: Alarm<ConnectionPool>

  constructor(parts: RestingParts) {
    this.#parts = parts
    this.#tries = new Alarm(parts.agenda, pool => {
      pool.triesAgain = false
      this.tryAgain(pool)
    })
  }

  /** The run begins: replicas that run open theirs before anything else happens. */
  start(): void {
    const { agenda, replicas, poolOf } = this.#parts
    const running = replicas.filter(({ isSpare }) => !isSpare)
    for (const { index } of running) this.#tries.set(agenda.now, poolOf(index))
  }

  /** A replica of the caller has started. */
  started(replica: number): void {
    const { replicas, poolOf } = this.#parts
    if (replicas.some(({ index }) => index === replica)) this.fill(poolOf(replica))
  }

  /** Opens what a pool lacks, at once; not while it cannot connect. */
  fill(pool: ConnectionPool): void {
    if (!pool.isOffline) this.#open(pool)
  }

  /** A connection could not be made: the pool is told so, and tries again after a time. */
  failed(pool: ConnectionPool): void {
    pool.isOffline = true
    if (pool.triesAgain) return
    pool.triesAgain = true
    this.#tries.set(this.#parts.agenda.now + this.#parts.reconnectMs, pool)
  }

  /** A connection was made: whoever waits goes on. */
  succeeded(pool: ConnectionPool): void {
    if (!pool.isOffline) return
    pool.isOffline = false
    this.#open(pool)
    this.#parts.resume(pool)
  }

  /** It is time to try again. */
  tryAgain(pool: ConnectionPool): void {
    if (pool.lacksSome) this.#open(pool)
    else this.succeeded(pool)
  }

  #open(pool: ConnectionPool): void {
    while (pool.lacksSome) this.#parts.open(pool)
  }
}
