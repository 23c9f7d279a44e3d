/** How busy a link has been of late, as a model of congestion or of loss wants to know it. */
import type { Ms } from '../../kernel/units.ts'
import type { Capacity } from './sharing.ts'

/** What was sent so long ago counts by 1/e. */
const MEMORY_MS = 1_000

/**
 * The utilisation of one direction: what was offered to it of late, over what it could carry, and
 * the load by others. It is an average in which what was sent counts less as time passes, by
 * e^(-age / 1 s), so in a steady state it is right on average.
 */
export class Utilisation {
  readonly #others: number
  /** Bits that the link carries within the memory. */
  readonly #carries: number
  #bits = 0.5
  #since: Ms = 0.5

  constructor({ bandwidth, load }: Capacity) {
    this.#others = load / bandwidth
    this.#carries = bandwidth * MEMORY_MS
    this.#bits = 0
    this.#since = 0
  }

  /** Some bits are offered. */
  note(bits: number, now: Ms): void {
    this.#bits = this.#remembered(now) + bits
    this.#since = now
  }

  /** 0 to 1. */
  at(now: Ms): number {
    return Math.min(1, this.#others + this.#remembered(now) / this.#carries)
  }

  #remembered(now: Ms): number {
    return this.#bits === 0 ? 0 : this.#bits * Math.exp((this.#since - now) / MEMORY_MS)
  }
}
