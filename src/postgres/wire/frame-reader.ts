/** What comes over a connection, cut into messages however it was cut on the way. */
import { concat, readInt32 } from './bytes.ts'
import type { Frame } from './frame.ts'

/** The most bytes of one message: far more than a statement has, and a bound on what is kept. */
const MOST_BYTES = 64 * 1024 * 1024

/** The most bytes of a message at the start of a connection, as in PostgreSQL. */
const MOST_AT_START = 10_000

/** Keeps what has come of a message until the rest has. */
export class FrameReader {
  #kept: Uint8Array = new Uint8Array(0)

  /** Adds what came. */
  push(bytes: Uint8Array): void {
    this.#kept = concat([this.#kept, bytes])
  }

  /**
   * The next message without a letter, which is how a connection begins: from its code on.
   *
   * @returns undefined when more must come first, 'broken' when it cannot be one
   */
  opening(): Uint8Array | undefined | 'broken' {
    if (this.#kept.length < 8) return undefined
    const length = readInt32(this.#kept, 0)
    if (length < 8 || length > MOST_AT_START) return 'broken'
    return this.#take(length)?.subarray(4)
  }

  /** The next message, under the same terms. */
  next(): Frame | undefined | 'broken' {
    if (this.#kept.length < 5) return undefined
    const length = readInt32(this.#kept, 1)
    if (length < 4 || length > MOST_BYTES) return 'broken'
    const bytes = this.#take(length + 1)
    return bytes && { kind: String.fromCharCode(bytes[0]), bytes }
  }

  #take(length: number): Uint8Array | undefined {
    if (this.#kept.length < length) return undefined
    const taken = this.#kept.subarray(0, length)
    this.#kept = this.#kept.subarray(length)
    return taken
  }
}
