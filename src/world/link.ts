/** The way from one component to another: how long messages take on it, and the faults in force. */
import type { Sampler } from '../kernel/distributions/index.ts'
import type { Random } from '../kernel/streams.ts'
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
  readonly #parts: readonly RandomPart[]
  readonly #bitsPerMs: number
  readonly #random: Random

  constructor({ fixedMs, parts, bitsPerMs }: LinkParts, random: Random) {
    this.#fixedMs = fixedMs
    this.#parts = parts
    this.#bitsPerMs = bitsPerMs
    this.#random = random
  }

  /** How long a message of some bytes takes this time, without what faults add. */
  latencyMs(bytes: number): Ms {
    let total = this.#fixedMs
    const parts = this.#parts
    for (let i = 0; i < parts.length; i++) {
      total += parts[i].sampler.quantile(this.#random()) * parts[i].share
    }
    return bytes === 0 ? total : total + (bytes * BITS_PER_BYTE) / this.#bitsPerMs
  }
}
