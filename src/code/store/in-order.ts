/** Has things done in the order of their numbers, from 0, in whatever order they come. */
export class InOrder {
  readonly #waiting = new Map<number, () => void>()
  #next = 0

  /** Does it now, or once all before it are done. */
  put(number: number, run: () => void): void {
    this.#waiting.set(number, run)
    for (let next = this.#waiting.get(this.#next); next !== undefined; ) {
      this.#waiting.delete(this.#next++)
      next()
      next = this.#waiting.get(this.#next)
    }
  }
}
