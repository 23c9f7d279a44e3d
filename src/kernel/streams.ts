/** Chance: one seed, and for every name its own stream of numbers that no other name can move. */
import { aleaNext, aleaState } from './alea.ts'

/** Draws the next number, uniform in [0, 1), a multiple of 2^-32. */
export type Random = () => number

/**
 * The stream of random numbers that belongs to a seed and a name. The same two give the same
 * numbers on every machine; adding or removing another stream changes nothing here.
 *
 * The generator is Johannes Baagøe's Alea (2010), which stays uncorrelated for similar names, where
 * xor128 and xorshift7 do not.
 *
 * @param seed the run's seed
 * @param name who draws, for example `shop/product->db/retry`
 * @example
 * const random = randomStream('42', 'shop/db/time')
 * random() // the first number of that stream, in [0, 1)
 */
export function randomStream(seed: string, name: string): Random {
  const chance = new Chance(seed, name)
  return () => chance.next()
}

/** The length tells where the seed ends: ('a', 'b/c') and ('a/b', 'c') are two streams. */
const unambiguous = (seed: string, name: string): string => `${seed.length}:${seed}:${name}`

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
  #state: Float64Array | null = null

  constructor(seed: string, name: string) {
    this.#seed = seed
    this.#name = name
  }

  /** The next number, uniform in [0, 1). */
  next(): number {
    this.#state ??= aleaState(unambiguous(this.#seed, this.#name))
    return aleaNext(this.#state)
  }
}
