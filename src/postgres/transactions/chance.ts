/** The bytes of chance that statements draw, kept so that they can be done again. */

/** Draws from the run, or again what was drawn before. */
export class Chance {
  readonly #random: () => number
  #drawn: number[] = []
  #again: readonly number[] = []
  #taken = 0

  /** @param random a number from 0 up to 1, of the run's own stream */
  constructor(random: () => number) {
    this.#random = random
  }

  /** One byte. */
  byte(): number {
    if (this.#taken < this.#again.length) return this.#again[this.#taken++]
    const byte = Math.floor(this.#random() * 256)
    this.#drawn.push(byte)
    return byte
  }

  /** A number from 0 up to 1, out of bytes of the run. */
  number(): number {
    return this.#random()
  }

  /** What has been drawn since this was asked last. */
  taken(): readonly number[] {
    const drawn = this.#drawn
    this.#drawn = []
    return drawn
  }

  /** Has what comes next draw what was drawn before. */
  again(drawn: readonly number[]): void {
    this.#again = drawn
    this.#taken = 0
  }
}
