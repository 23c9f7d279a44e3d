/** Seeded sequences for comparisons with real libraries. */
import { type Random, randomStream } from '../../../src/kernel/streams.ts'

/** Throws dice of one seed. */
export class Dice {
  readonly #random: Random

  constructor(seed: number) {
    this.#random = randomStream(`${seed}`, 'spec')
  }

  /** A whole number from least to most. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1))
  }

  one<T>(things: readonly T[]): T {
    return things[this.whole(0, things.length - 1)]
  }

  /** Moments that never go back, by steps of which one is thrown each time. */
  moments(count: number, steps: readonly number[]): number[] {
    let at = 0
    return Array.from({ length: count }, () => (at += this.one(steps)))
  }
}

/** The first so many seeds. */
export const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
