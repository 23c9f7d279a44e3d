/**
 * The bins that lengths of time are counted in: a value falls into one by the leading bits of its
 * float64, which are the octave and 1/128 of it. The bits below tell apart the values of a bin:
 * they are its place.
 */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'

const BITS_PER_OCTAVE = 7

/** Bits of the float's upper word that stand below those of the bin, and those of both words. */
const BITS_LEFT = 20 - BITS_PER_OCTAVE
const HIGH_PLACES = (1 << BITS_LEFT) - 1

/** As many of them as a place may have, so that it is a small whole number. */
const MOST_PLACE_BITS = 31
const BITS_MORE = MOST_PLACE_BITS - BITS_LEFT
const BITS_LOST = 32 - BITS_MORE

/** Bins of one octave, and all there are: 11 bits of exponent. */
export const BINS_PER_OCTAVE = 1 << BITS_PER_OCTAVE
export const ALL_BINS = BINS_PER_OCTAVE << 11

/** How float64 numbers the octave that begins at 1. */
const OCTAVE_OF_ONE = 1_023

/**
 * How many bits it takes to tell the places of a bin apart, by the bin's octave as a float numbers
 * it: each place is a little less than the nanosecond (below a microsecond, the picosecond) to
 * which times are rounded. From 4 minutes on all the bits there are.
 */
const placeBits = new Uint8Array(1 << 11).map((_, number) => {
  const octave = number - OCTAVE_OF_ONE
  const bits = octave <= -10 ? octave + 23 : octave + 13
  return Math.min(Math.max(bits, 0), MOST_PLACE_BITS)
})
export const placeBitsOf = (bin: number): number => placeBits[bin >>> BITS_PER_OCTAVE]

/** One float64 and its two words. */
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

/** The bin of a value: its float's exponent and first mantissa bits. */
export function binOf(value: Ms): number {
  float[0] = value
  return words[HIGH] >>> BITS_LEFT
}

/** The place within its bin of the value whose bin was asked for last: the next mantissa bits. */
export function placeOfLast(bits: number): number {
  const place = ((words[HIGH] & HIGH_PLACES) << BITS_MORE) | (words[LOW] >>> BITS_LOST)
  return place >>> (MOST_PLACE_BITS - bits)
}

/**
 * The value at a place of a bin: exact to the nanosecond up to 4 minutes, and where it is whole
 * milliseconds; else within 2^-38 of itself.
 */
export function valueIn(bin: number, place: number): Ms {
  const bits = placeBitsOf(bin)
  const middle = bits === MOST_PLACE_BITS ? place : (2 * place + 1) << (MOST_PLACE_BITS - 1 - bits)
  words[HIGH] = ((bin << BITS_LEFT) | (middle >>> BITS_MORE)) >>> 0
  words[LOW] = (middle << BITS_LOST) >>> 0
  return measured(float[0])
}

/** Where a bin begins. */
export function edgeOf(bin: number): Ms {
  words[HIGH] = (bin << BITS_LEFT) >>> 0
  words[LOW] = 0
  return float[0]
}

/** The octave of a bin: octave 3 is 8 to 16 ms, octave -1 is 0.5 to 1 ms, -1023 holds 0. */
export const octaveOf = (bin: number): number => Math.floor(bin / BINS_PER_OCTAVE) - OCTAVE_OF_ONE
