/** What vouches for a file of results: a line that was changed by hand shows. */
import { createHash } from 'node:crypto'

/** Sums up lines, one after another; which line ends a system writes is all the same. */
export class Checksum {
  readonly #hash = createHash('sha256')

  /** One line more. */
  add(line: string): this {
    this.#hash.update(`${line}\n`)
    return this
  }

  /** Of all lines, in hexadecimal figures; no line comes after that. */
  sum(): string {
    return this.#hash.digest('hex')
  }
}
