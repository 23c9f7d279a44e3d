/**
 * What is in a bin, packed into the 31 bits of a small positive number: how many values, the place
 * of the least, and whether it is alone there or all are equal to it. What fits into neither is
 * kept elsewhere, at length. An empty bin is 0.
 */
import type { Bin } from './histogram.ts'

/** From below: a bit that says that others than the least are there, its place, then the count. */
const MIXED = 1
const ALL_BITS = 31

/**
 * Counts one more value.
 *
 * @param bits how many a place of this bin has
 * @returns what is in the bin then, or 0 where that cannot be packed
 */
export function withOneMore(packed: number, place: number, bits: number): number {
  const one = 1 << (bits + 1)
  const count = packed >>> (bits + 1)
  if (count >= mostOf(bits)) return 0
  if (packed === 0) return one | (place << 1)
  const isMixed = (packed & MIXED) === MIXED
  const further = place - leastOf(packed, bits)
  if (further === 0) return isMixed ? 0 : packed + one
  if (further > 0 && !isMixed && count > 1) return 0
  // No branch here, which chance would lead astray: -1 for all bits if the new one is the least.
  const nearer = further & (further >> ALL_BITS)
  return (packed + one + (nearer << 1)) | MIXED
}

/** What is packed, at length. */
export function unpacked(packed: number, bits: number): Bin {
  const count = packed >>> (bits + 1)
  const atLeast = (packed & MIXED) === MIXED ? 1 : count
  return { count, least: leastOf(packed, bits), atLeast }
}

const leastOf = (packed: number, bits: number): number => (packed >>> 1) & ((1 << bits) - 1)

/** How many values can be counted beside a place of so many bits. */
const mostOf = (bits: number): number =>
  bits < ALL_BITS - 1 ? (1 << (ALL_BITS - 1 - bits)) - 1 : 0
