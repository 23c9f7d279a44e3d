/** Deals variants to threads: each takes one, and the next as soon as it is done. */

/** What is dealt, and who is told. */
export type Deal<V, R> = {
  readonly variants: Iterable<V>
  readonly threads: number
  /** Plays one in a thread. */
  readonly run: (variant: V) => Promise<R>
  /** Told of each that is done, in any order. What it throws ends all. */
  readonly done: (result: R, variant: V) => void
  /** Whether one is still to be played; what is not wanted any more never is again. */
  readonly isWanted: (variant: V) => boolean
  /** No more is dealt once it is given. */
  readonly signal: AbortSignal | undefined
}

/**
 * Plays variants in threads, until all is done that is still wanted: a thread may then be busy with
 * one that is not.
 *
 * @returns whether the signal cut it short
 */
export function deal<V, R>(what: Deal<V, R>): Promise<boolean> {
  return new Dealing(what).done()
}

class Dealing<V, R> {
  readonly #what: Deal<V, R>
  readonly #left: Iterator<V>
  readonly #open = new Set<{ readonly variant: V }>()
  #isDealt = false
  #isCut = false

  constructor(what: Deal<V, R>) {
    this.#what = what
    this.#left = what.variants[Symbol.iterator]()
  }

  async done(): Promise<boolean> {
    await new Promise<void>((resolve, reject) => {
      const lanes = Array.from({ length: this.#what.threads }, () => this.#lane(resolve))
      Promise.all(lanes).then(() => resolve(), reject)
    })
    return this.#isCut
  }

  async #lane(finish: () => void): Promise<void> {
    const { signal, run, done } = this.#what
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#open.add(next)
      const result = await run(next.variant)
      this.#open.delete(next)
      if (signal?.aborted === true && result instanceof Error) return void (this.#isCut = true)
      done(result, next.variant)
    }
    if (this.#isOver) finish()
  }

  #next(): { readonly variant: V } | undefined {
    while (!this.#isDealt && !this.#isCut) {
      const { done, value } = this.#left.next()
      if (done === true) this.#isDealt = true
      else if (!this.#what.isWanted(value)) continue
      else if (this.#what.signal?.aborted === true) this.#isCut = true
      else return { variant: value }
    }
    return undefined
  }

  get #isOver(): boolean {
    return this.#isDealt && [...this.#open].every(({ variant }) => !this.#what.isWanted(variant))
  }
}
