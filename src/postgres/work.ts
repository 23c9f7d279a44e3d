/** What a server of PostgreSQL is about to do, and who waits in it. */
import type { ServerError } from './wire/answers.ts'

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
  /**
   * Whether others, or the machine, can be in its way: it reads, writes or commits, in a
   * transaction that has not failed. What only begins, rolls back or sets always succeeds.
   */
  readonly isFallible: boolean
  /**
   * Answers with an error, which fails the transaction as an error of PostgreSQL does; one that is
   * FATAL ends the connection.
   */
  fail(error: ServerError): void
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
