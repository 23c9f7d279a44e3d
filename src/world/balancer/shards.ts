/** The keys that calls declare: by them a balancer that goes by key chooses a replica. */
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Random } from '../../kernel/streams.ts'
import { type Call, UNDRAWN } from '../calls/call.ts'
import { keyAt } from '../shares.ts'

/** Draws keys: all alike often, or by rank. */
export class Shards {
  readonly #count: number
  readonly #popularity: Sampler | null
  readonly #random: Random

  /** @param popularity gives ranks from 1, the most wanted; null when all are alike */
  constructor(count: number, popularity: Sampler | null, random: Random) {
    this.#count = count
    this.#popularity = popularity
    this.#random = random
  }

  draw(): number {
    return keyAt(this.#random(), this.#count, this.#popularity)
  }
}

/** The key of a call: the same for all its attempts, and for those that race. */
export function shardOf(call: Call, shards: Shards): number {
  let whole = call
  while (whole.outer !== null) whole = whole.outer
  if (whole.shard === UNDRAWN) whole.shard = shards.draw()
  return whole.shard
}
