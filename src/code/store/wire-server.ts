/** A server that speaks bytes and knows nothing of the world: a Redis, a PostgreSQL. */

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
  /** Bytes of the client have come. */
  receive(bytes: Uint8Array): void
  /** The connection has ended, by whomever. */
  closed(): void
}

/** The server of a store. */
export interface WireServer {
  /**
   * A client connects.
   *
   * @param send takes what the server has to say
   * @param end the server hangs up
   */
  connect(send: (bytes: Uint8Array) => void, end: () => void): Session
  /** It is killed; what it has written down it still has. */
  crash?(): void
}
