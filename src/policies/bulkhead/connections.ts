/** The connections behind the slots of a pool: made when first needed, kept until they break. */
import type { BulkheadSettings } from './options.ts'

/** How many connections are open. Slots of another kind need none, and always have one. */
export class Connections {
  readonly #takeTime: boolean
  #open = 0

  constructor({ kind, setUp }: BulkheadSettings) {
    this.#takeTime = kind === 'connectionPool' && setUp > 0
  }

  /**
   * Takes a connection for one more slot.
   *
   * @param held slots held, with this one
   * @returns false if none was idle, so that one is being made
   */
  takeOne(held: number): boolean {
    if (!this.#takeTime || held <= this.#open) return true
    this.#open += 1
    return false
  }

  /** One of them is closed. */
  close(): void {
    this.#open = Math.max(0, this.#open - 1)
  }
}
