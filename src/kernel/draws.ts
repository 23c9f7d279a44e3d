/**
 * Draws: the values of one law on a stream of its own. They are drawn some at a time, in a loop,
 * and then handed out one by one: that is quicker than to draw each when it is needed. What is
 * seldom asked draws few, and what is never asked none.
 */
import type { Sampler } from './distributions/index.ts'
import type { Chance } from './streams.ts'

/** How many are drawn at first, and at the most; in between twice as many each time. */
const FIRST = 4
const MOST = 64

/** Hands out one value of a law after another. */
export class Draws {
  readonly #law: Sampler
  readonly #chance: Chance
  readonly #values: number[] = []
  #next = 0

  /** @param chance what nobody else draws from */
  constructor(law: Sampler, chance: Chance) {
    this.#law = law
    this.#chance = chance
  }

  /** The next value. */
  next(): number {
    if (this.#next === this.#values.length) this.#draw()
    return this.#values[this.#next++]
  }

  #draw(): void {
    const values = this.#values
    const count = Math.min(Math.max(FIRST, 2 * values.length), MOST)
    for (let i = 0; i < count; i++) values[i] = this.#law.quantile(this.#chance.next())
    this.#next = 0
  }
}
