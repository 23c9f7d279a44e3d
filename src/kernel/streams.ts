/** Chance: one seed, and for every name its own stream of numbers that no other name can move. */
import alea from 'seedrandom/lib/alea.js'

/** Draws the next number, uniform in [0, 1), a multiple of 2^-32. */
export type Random = () => number

/**
 * The stream of random numbers that belongs to a seed and a name. The same two give the same
 * numbers on every machine; adding or removing another stream changes nothing here.
 *
 * The generator is Johannes Baagøe's Alea (2010), as shipped in seedrandom. It stays uncorrelated
 * for similar names, where seedrandom's xor128 and xorshift7 do not.
 *
 * @param seed the run's seed
 * @param name who draws, for example `shop/product->db/retry`
 * @example
 * const random = randomStream('42', 'shop/db/time')
 * random() // the first number of that stream, in [0, 1)
 */
export const randomStream = (seed: string, name: string): Random => alea(unambiguous(seed, name))

/** The length tells where the seed ends: ('a', 'b/c') and ('a/b', 'c') are two streams. */
const unambiguous = (seed: string, name: string): string => `${seed.length}:${seed}:${name}`

/** The constants of Alea: its numbers are those of `randomStream`, which a spec compares. */
const MULTIPLIER = 2_091_639
const TWO_TO_MINUS_32 = 2.3283064365386963e-10

/**
 * A stream that is made when it is first drawn from: what is idle costs nothing.
 *
 * @example
 * const chance = new Chance('42', 'shop/db/work')
 * chance.next() // the first number of randomStream('42', 'shop/db/work')
 */
export class Chance {
  readonly #seed: string
  readonly #name: string
  /** The three numbers and the carry of the generator: in an array they need no box. */
  #state: Float64Array | null = null

  constructor(seed: string, name: string) {
    this.#seed = seed
    this.#name = name
  }

  /** The next number, uniform in [0, 1). */
  next(): number {
    const state = this.#state ?? this.#begin()
    const sum = MULTIPLIER * state[0] + state[3] * TWO_TO_MINUS_32
    const carry = sum | 0
    state[0] = state[1]
    state[1] = state[2]
    state[3] = carry
    return (state[2] = sum - carry)
  }

  #begin(): Float64Array {
    const { s0, s1, s2, c } = alea(unambiguous(this.#seed, this.#name), { state: true }).state()
    return (this.#state = Float64Array.of(s0, s1, s2, c))
  }
}
