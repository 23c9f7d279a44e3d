/** The dice of scripts: `math.random`, which `math.randomseed` makes those of Redis. */
import { LuaError, type LuaValue } from './value.ts'

const MULTIPLIER = 0x5deece66dn
const INCREMENT = 11n
const MASK = (1n << 48n) - 1n
const MOST = 2_147_483_647

/** Draws from the run until a script sets a seed; from then on as Redis does, to the end of it. */
export class ScriptDice {
  readonly #random: () => number
  #state: bigint | undefined

  constructor(random: () => number) {
    this.#random = random
  }

  /** Forgets the seed that a script has set. */
  reset(): void {
    this.#state = undefined
  }

  seed(value: number): undefined {
    this.#state = ((BigInt(Math.trunc(value)) & 0xffff_ffffn) << 16n) | 0x330en
  }

  /** math.random: a fraction, or a whole number up to `first`, or from `first` to `last`. */
  draw(first: LuaValue, last: LuaValue): number {
    const fraction = this.#fraction()
    if (first === undefined) return fraction
    const [low, high] = last === undefined ? [1, Number(first)] : [Number(first), Number(last)]
    if (!(low <= high)) {
      const place = last === undefined ? 1 : 2
      throw new LuaError(`bad argument #${place} to 'random' (interval is empty)`)
    }
    return Math.floor(fraction * (high - low + 1)) + low
  }

  #fraction(): number {
    if (this.#state === undefined) return this.#random()
    this.#state = (this.#state * MULTIPLIER + INCREMENT) & MASK
    return (Number(this.#state >> 17n) % MOST) / MOST
  }
}
