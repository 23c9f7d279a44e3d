/** How big the messages of a call are: all alike, or drawn from a law. */
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Chance } from '../../kernel/streams.ts'

/** The size of requests, or of answers. */
export class MessageSize {
  readonly #bytes: number
  readonly #sampler: Sampler | null
  readonly #chance: Chance

  /** @param size in bytes, or what draws it */
  constructor(size: number | Sampler, chance: Chance) {
    this.#bytes = typeof size === 'number' ? size : 0
    this.#sampler = typeof size === 'number' ? null : size
    this.#chance = chance
  }

  /** The size of the next message in bytes. */
  next(): number {
    return this.#sampler === null ? this.#bytes : this.#sampler.quantile(this.#chance.next())
  }
}
