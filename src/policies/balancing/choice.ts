/** What every way of choosing a server is given, and what it answers. */
import type { Ms } from '../../kernel/units.ts'

/** The servers there are to choose from. */
export type Servers = {
  /** Those that may be chosen, in rising order. */
  usable: number[]
  /** By server: 1 if it may be chosen. */
  readonly isUsable: Uint8Array
  /** By server: requests sent there that have not ended, as far as that is known. */
  readonly pending: Int32Array
}

/** A way of choosing. */
export interface Choice {
  /**
   * @param servers at least one of them is usable
   * @param key of the request, a whole number from 0
   * @returns the number of the server
   */
  choose(servers: Servers, key: number, now: Ms): number
}
