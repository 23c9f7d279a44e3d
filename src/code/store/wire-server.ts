/** A server that speaks bytes and knows nothing of the world: a Redis, a PostgreSQL. */
import type { Session } from '../../kernel/surroundings.ts'

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
  /** Loses a share of its keys, drawn one by one. @returns how many */
  forget?(share: number, random: () => number): number
}
