/** A server that speaks bytes and knows nothing of the world: a Redis, a PostgreSQL. */
import type { Session } from '../../kernel/surroundings.ts'

/** A session that waits for others. */
export type WaitsForLock = {
  readonly session: number
  /** What it wants to do. */
  readonly sql: string
  readonly lock: string
  /** Those who hold it. */
  readonly heldBy: readonly number[]
  /** Since when, in milliseconds since 1970. */
  readonly since: number
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
  /** Who waits for whose lock, where sessions do. */
  readonly waiting?: readonly WaitsForLock[]
  /** It is killed; what it has written down it still has. */
  crash?(): void
  /** Loses a share of its keys, drawn one by one. @returns how many */
  forget?(share: number, random: () => number): number
}
