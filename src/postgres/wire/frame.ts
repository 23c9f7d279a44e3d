/** Messages of PostgreSQL's protocol, version 3: a letter, a length, and what is said. */
import { concat, cString, int32, readInt32, utf8 } from './bytes.ts'

/** One message, whoever says it. */
export type Frame = {
  /** The letter it begins with: `Q` for a query, `Z` for ready. */
  readonly kind: string
  /** All of it, letter and length included. */
  readonly bytes: Uint8Array
}

/** A message of a kind, out of its parts. */
export function frame(kind: string, ...parts: readonly Uint8Array[]): Frame {
  const length = 4 + parts.reduce((sum, part) => sum + part.length, 0)
  return { kind, bytes: concat([utf8(kind), int32(length), ...parts]) }
}

/** All the messages of an answer, in order. */
export function framesOf(bytes: Uint8Array): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + readInt32(bytes, at + 1)
    frames.push({ kind: String.fromCharCode(bytes[at]), bytes: bytes.subarray(at, end) })
    at = end
  }
  return frames
}

/** One after the other, as they go over the wire. */
export const joined = (frames: readonly Frame[]): Uint8Array =>
  concat(frames.map(({ bytes }) => bytes))

/** A simple query: what a statement of our own is sent as. */
export const queryFrame = (sql: string): Frame => frame('Q', cString(sql))
