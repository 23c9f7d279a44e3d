/**
 * Alea, the generator by Johannes Baagøe (2010): its numbers are those of `alea` in seedrandom, to
 * the last bit, which a spec compares. Its state is three numbers and a carry: in an array they
 * need no box.
 */

const MULTIPLIER = 2_091_639
const TWO_TO_32 = 4_294_967_296
const TWO_TO_MINUS_32 = 2.3283064365386963e-10

/** The hash through which seeds go: where it begins, and by what it multiplies. */
const FIRST = 4_022_871_197
const FACTOR = 0.02519603282416938

/** The state that a seed begins with. */
export function aleaState(seed: string): Float64Array {
  const state = Float64Array.of(0, 0, 0, 1)
  let hash = FIRST
  for (let i = 0; i < 3; i++) {
    hash = mashed(hash, ' ')
    state[i] = shareOf(hash)
  }
  for (let i = 0; i < 3; i++) {
    hash = mashed(hash, seed)
    state[i] -= shareOf(hash)
    if (state[i] < 0) state[i] += 1
  }
  return state
}

/** Draws the next number, uniform in [0, 1), a multiple of 2^-32. */
export function aleaNext(state: Float64Array): number {
  const sum = MULTIPLIER * state[0] + state[3] * TWO_TO_MINUS_32
  const carry = sum | 0
  state[0] = state[1]
  state[1] = state[2]
  state[3] = carry
  return (state[2] = sum - carry)
}

/** A hash once a text has gone into it. */
function mashed(hash: number, text: string): number {
  let mixed = hash
  for (let i = 0; i < text.length; i++) {
    mixed += text.charCodeAt(i)
    const product = FACTOR * mixed
    const whole = product >>> 0
    const square = (product - whole) * whole
    mixed = (square >>> 0) + (square - (square >>> 0)) * TWO_TO_32
  }
  return mixed
}

const shareOf = (hash: number): number => (hash >>> 0) * TWO_TO_MINUS_32
