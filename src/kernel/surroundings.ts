/**
 * What a server that speaks bytes and the world around it have of each other: a Redis or a
 * PostgreSQL knows nothing of sockets, and nothing of whoever carries its bytes.
 */

/** What a server has of the world around it. */
export interface Surroundings {
  /** Milliseconds since 1970, by its own clock. */
  now(): number
  /** From 0 to 1, from a stream of its own. */
  random(): number
  /** Calls back after so many milliseconds, unless what it returned was called before. */
  after(milliseconds: number, callback: () => void): () => void
}

/** One connection, as the server sees it. */
export interface Session {
  /** Its number, where the server tells sessions apart. */
  readonly id?: number
  /** Bytes of the client have come. */
  receive(bytes: Uint8Array): void
  /** The connection has ended, by whomever. */
  closed(): void
}
