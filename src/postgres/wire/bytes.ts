/** Bytes of the protocol: numbers with the greatest byte first, and texts. */

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Pieces, one after the other, in an array of their own. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** The four bytes of a number. */
export const int32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)

/** The two bytes of a number. */
export const int16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value)

/** The number that four bytes are, from a place on. */
export const readInt32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]

/** The number that two bytes are, from a place on. */
export const readInt16 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] << 8) | bytes[at + 1]) << 16) >> 16

/** The bytes of a text. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Text as it is sent: ended by a zero. */
export const cString = (text: string): Uint8Array => encoder.encode(`${text}\0`)

/** The text between two places. */
export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  decoder.decode(bytes.subarray(from, to))

/** The text from a place up to its zero, and where what follows begins. */
export function readText(bytes: Uint8Array, from: number): { text: string; next: number } {
  const zero = bytes.indexOf(0, from)
  const end = zero < 0 ? bytes.length : zero
  return { text: textOf(bytes, from, end), next: Math.min(end + 1, bytes.length) }
}

/** Whether two are the same. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
