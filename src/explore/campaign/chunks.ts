/** Deals out trials in chunks: large ones first, which cost least, and single ones at the end. */

/** Larger chunks would hold back what is done, and lose it when the campaign is stopped. */
const MOST_AT_ONCE = 4

/**
 * Guided self-scheduling (Polychronopoulos and Kuck, 1987): each chunk is a share of what is left,
 * so all workers are done at nearly the same time. Half of that share, since trials differ.
 */
export class Chunks {
  readonly #trials: readonly number[]
  readonly #workers: number
  #dealt = 0

  constructor(trials: readonly number[], workers: number) {
    this.#trials = trials
    this.#workers = workers
  }

  /** The next ones; none when all are dealt out. */
  next(): readonly number[] {
    const left = this.#trials.length - this.#dealt
    const share = Math.ceil(left / (2 * this.#workers))
    const chunk = this.#trials.slice(this.#dealt, this.#dealt + Math.min(share, MOST_AT_ONCE))
    this.#dealt += chunk.length
    return chunk
  }
}
