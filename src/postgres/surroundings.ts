/** What a server of PostgreSQL and the world around it have of each other. */

/** What a server has of the world: its time and its chance. Nothing else reaches it. */
export interface Surroundings {
  /** Virtual time, in milliseconds since 1970: what `now()` answers. */
  now(): number
  /** A number from 0 up to 1, of the run's own stream: what `random()` begins with. */
  random(): number
  /**
   * Has something happen later, once, unless what it returns is called before.
   *
   * @param milliseconds of virtual time from now
   */
  after(milliseconds: number, callback: () => void): () => void
}

/** One connection, as the one who carries its bytes sees it. */
export interface Session {
  /** Takes what the client sent, cut in any way. */
  receive(bytes: Uint8Array): void
  /** Takes notice that the connection is gone: its transaction is rolled back. */
  closed(): void
}

/**
 * One statement (or protocol batch up to Sync) as the server is about to do it. The world may have
 * it wait, take time or fail: it calls `run` or `fail`, once, now or later.
 *
 * @example
 * new PostgresServer(backend, around, { begin: work => around.after(3, () => work.run()) })
 */
export interface Work {
  /** What is to be done; several statements of one batch stand in one text. */
  readonly sql: string
  /** Does it, and answers the client, unless another session's lock is in the way. */
  run(): void
  /** Answers with an error, which fails the transaction as an error of PostgreSQL does. */
  fail(sqlState: string, message: string): void
}

/** A statement that waits for other sessions, as a report tells it. */
export type Waiting = {
  /** The number of the session, which is its process id to clients. */
  readonly session: number
  /** What it wants to do. */
  readonly sql: string
  /** What it waits for: `ShareLock on transaction 754`. */
  readonly lock: string
  /** The sessions that hold it. */
  readonly heldBy: readonly number[]
  /** Since when, in milliseconds since 1970. */
  readonly since: number
}
