/** The way from one component to another: how long messages take on it, and the faults in force. */
import type { Sampler } from '../../kernel/distributions/index.ts'
import { Draws } from '../../kernel/draws.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { NetworkTimes } from '../../record/network-times.ts'
import { Conditions } from '../faults/conditions.ts'
import type { Connections } from './connections.ts'
import type { Sockets } from './sockets.ts'
import type { Traffic } from './traffic.ts'

/** A random part of a latency: this share of what is drawn counts, as one of its parts. */
export type RandomPart = {
  readonly sampler: Sampler
  readonly share: number
  readonly as: 'latency' | 'jitter'
}

/** What a link is made of, each way. */
export type LinkParts = {
  readonly latencyMs: Ms
  readonly propagationMs: Ms
  readonly processingMs: Ms
  readonly random: readonly RandomPart[]
  readonly bitsPerMs: number
  /** So many times as long does a message take to be sent back. */
  readonly backFactor: number
}

/** A direction, as the caller sees it. */
export type Way = 'there' | 'back'

const BITS_PER_BYTE = 8

/** A link between two components, as one kind of call uses it. */
export class Link {
  readonly conditions = new Conditions()
  /** Set where messages share a bandwidth, get lost, …: then it carries them. Null for most. */
  traffic: Traffic | null = null
  /** Set where connections must be made. Null for most. */
  connections: Connections | null = null
  /** Set where code of the caller may connect to code or a store. Null for most. */
  sockets: Sockets | null = null
  readonly #parts: LinkParts
  readonly #constantMs: Ms
  readonly #chance: Chance
  /** The random part, where there is just one: most links have no more, and are quicker so. */
  readonly #draws: Draws | null
  /** Whether it is the whole latency. */
  readonly #isOneDraw: boolean

  constructor(parts: LinkParts, chance: Chance) {
    const [first, ...others] = parts.random
    this.#constantMs = parts.latencyMs + parts.propagationMs + parts.processingMs
    const isOnly = first !== undefined && others.length === 0
    this.#parts = parts
    this.#chance = chance
    this.#draws = isOnly ? new Draws(first.sampler, chance) : null
    this.#isOneDraw =
      isOnly &&
      first.share === 1 &&
      this.#constantMs === 0 &&
      parts.bitsPerMs === Number.POSITIVE_INFINITY
  }

  /**
   * How long a message of some bytes takes this time, without what faults add, and without others
   * on the link.
   *
   * @param times notes what that is made of, unless it is null
   */
  latencyMs(bytes: number, times: NetworkTimes | null): Ms {
    if (times !== null) return this.#measuredMs(bytes, times)
    return this.#isOneDraw ? (this.#draws as Draws).next() : this.#sumMs(bytes)
  }

  /** Whether a message of some bytes takes time for its size. */
  feelsSize(bytes: number): boolean {
    return bytes > 0 && this.#parts.bitsPerMs < Number.POSITIVE_INFINITY
  }

  /** The size that a message seems to have on the way back, where nothing else carries it. */
  backBytes(bytes: number): number {
    return bytes * this.#parts.backFactor
  }

  /** The size that a message seems to have where faults have left a part of the bandwidth. */
  feltBytes(bytes: number, now: Ms, way: Way): number {
    if (this.conditions.quiet || !this.feelsSize(bytes)) return bytes
    return bytes / this.conditions.bandwidth(now, way)
  }

  /** How long the bytes of a message are sent over it. */
  sendingMs(bytes: number): Ms {
    return (bytes * BITS_PER_BYTE) / this.#parts.bitsPerMs
  }

  /** There and back, for a message without length; on a stream of somebody’s own. */
  roundTripMs(chance: Chance): Ms {
    let total = 2 * this.#constantMs
    for (const { sampler, share } of this.#parts.random) {
      total += (sampler.quantile(chance.next()) + sampler.quantile(chance.next())) * share
    }
    return total
  }

  #sumMs(bytes: number): Ms {
    let total = this.#constantMs
    for (const { sampler, share } of this.#parts.random) {
      total += this.#draw(sampler) * share
    }
    return bytes === 0 ? total : total + this.sendingMs(bytes)
  }

  /** The same to the last bit, part by part. */
  #measuredMs(bytes: number, times: NetworkTimes): Ms {
    const { latencyMs, propagationMs, processingMs, random } = this.#parts
    times.latency += latencyMs
    times.propagation += propagationMs
    times.processing += processingMs
    let total = this.#constantMs
    for (const { sampler, share, as } of random) {
      const part = this.#draw(sampler) * share
      times[as] += part
      total += part
    }
    if (bytes === 0) return total
    times.transmission += this.sendingMs(bytes)
    return total + this.sendingMs(bytes)
  }

  #draw(sampler: Sampler): Ms {
    return this.#draws === null ? sampler.quantile(this.#chance.next()) : this.#draws.next()
  }
}
