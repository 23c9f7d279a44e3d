/**
 * The bins that lengths of time are counted in: a value falls into one by the leading bits of its
 * float64, which are the octave and 1/128 of it. The bits below tell apart the values of a bin.
 */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'

const BITS_PER_OCTAVE = 7

/** Bits of the float's upper word that stand below those of the bin. */
export const BITS_LEFT = 20 - BITS_PER_OCTAVE

/** A place within a bin is those, and as many of the lower word as make up 31. */
const PLACE_BITS = 31
export const LAST_PLACE = 0x7fff_ffff
export const BITS_MORE = PLACE_BITS - BITS_LEFT
export const BITS_LOST = 32 - BITS_MORE

/** Bins of one octave, and all there are: 11 bits of exponent. */
export const BINS_PER_OCTAVE = 1 << BITS_PER_OCTAVE
export const ALL_BINS = BINS_PER_OCTAVE << 11

/** How float64 numbers the octave that begins at 1. */
const OCTAVE_OF_ONE = 1_023

/** One float64 and its two words. */
export const float = new Float64Array(1)
export const words = new Uint32Array(float.buffer)
export const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
export const LOW = 1 - HIGH

/** The bin of a value: its float's exponent and first mantissa bits. */
export function binOf(value: Ms): number {
  float[0] = value
  return words[HIGH] >>> BITS_LEFT
}

/**
 * The value at a place of a bin: exact to the nanosecond up to 4 minutes, and where it is whole
 * milliseconds; else within 2^-38 of itself.
 */
export function valueIn(bin: number, place: number): Ms {
  words[HIGH] = ((bin << BITS_LEFT) | (place >>> BITS_MORE)) >>> 0
  words[LOW] = (place << BITS_LOST) >>> 0
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
