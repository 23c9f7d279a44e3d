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
  readonly #parts: LinkParts
  readonly #chance: Chance
  /** The whole latency, where it is one draw: most links are, and they are quicker so. */
  readonly #only: Sampler | null

  constructor(parts: LinkParts, chance: Chance) {
    const [first, ...others] = parts.parts
    const isOneDraw =
      first?.share === 1 &&
      others.length === 0 &&
      parts.fixedMs === 0 &&
      parts.bitsPerMs === Number.POSITIVE_INFINITY
    this.#parts = parts
    this.#chance = chance
    this.#only = isOneDraw ? first.sampler : null
  }

  /** How long a message of some bytes takes this time, without what faults add. */
  latencyMs(bytes: number): Ms {
    if (this.#only !== null) return this.#only.quantile(this.#chance.next())
    return this.#sumMs(bytes)
  }

  #sumMs(bytes: number): Ms {
    const { fixedMs, parts, bitsPerMs } = this.#parts
    let total = fixedMs
    for (const { sampler, share } of parts) total += sampler.quantile(this.#chance.next()) * share
    return bytes === 0 ? total : total + (bytes * BITS_PER_BYTE) / bitsPerMs
  }
}
