/** The way from one component to another: how long messages take on it, and the faults in force. */
import type { Sampler } from '../kernel/distributions/index.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import { Conditions } from './conditions.ts'

/** A random part of a latency: this share of what is drawn counts. */
export type RandomPart = { readonly sampler: Sampler; readonly share: number }

/** What a link is made of, each way. */
export type LinkParts = {
  readonly fixedMs: Ms
  readonly parts: readonly RandomPart[]
  readonly bitsPerMs: number
}

const BITS_PER_BYTE = 8

/** A link between two components, as one kind of call uses it. */
export class Link {
  readonly conditions = new Conditions()
  readonly #fixedMs: Ms
  readonly #bitsPerMs: number
  readonly #chance: Chance
  /** Most links have one random part; it stands apart, and the others behind. */
  readonly #first: Sampler | null
  readonly #firstShare: number
  readonly #others: readonly RandomPart[]

  constructor({ fixedMs, parts, bitsPerMs }: LinkParts, chance: Chance) {
    const [first, ...others] = parts
    this.#fixedMs = fixedMs
    this.#bitsPerMs = bitsPerMs
    this.#chance = chance
    this.#first = first?.sampler ?? null
    this.#firstShare = first?.share ?? 0
    this.#others = others
  }

  /** How long a message of some bytes takes this time, without what faults add. */
  latencyMs(bytes: number): Ms {
    let total = this.#fixedMs
    if (this.#first !== null) total += this.#first.quantile(this.#chance.next()) * this.#firstShare
    if (this.#others.length > 0) total += this.#othersMs()
    return bytes === 0 ? total : total + (bytes * BITS_PER_BYTE) / this.#bitsPerMs
  }

  #othersMs(): Ms {
    let total = 0
    for (const { sampler, share } of this.#others)
      total += sampler.quantile(this.#chance.next()) * share
    return total
  }
}
