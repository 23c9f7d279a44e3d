/** Chance for whoever makes things up: whole numbers, from a named stream or from fast-check. */
import type { Random } from '../kernel/streams.ts'

/** Draws whole numbers, evenly. */
export class Dice {
  readonly #below: (count: number) => number

  /** @param below draws a whole number from 0 to one less than a count */
  constructor(below: (count: number) => number) {
    this.#below = below
  }

  /** Dice that draw from a stream of random numbers. */
  static from(random: Random): Dice {
    return new Dice(count => Math.floor(random() * count))
  }

  /** A whole number from 0 to one less than a count of 1 or more. */
  below(count: number): number {
    return count <= 1 ? 0 : this.#below(count)
  }

  /** True once in so many times. */
  onceIn(count: number): boolean {
    return this.below(count) === 0
  }

  /** One of a list that is not empty. */
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]
  }

  /** One of a list that is not empty, each as often as its weight says, a whole number over 0. */
  weighted<T>(from: readonly T[], weights: readonly number[]): T {
    let left = this.below(weights.reduce((sum, weight) => sum + weight, 0))
    return from[weights.findIndex(weight => (left -= weight) < 0)]
  }
}
