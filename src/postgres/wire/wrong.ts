/** Where the first value of an answer ends, so that whoever carries it can have it be wrong. */
import { readInt16, readInt32 } from './bytes.ts'

const DATA_ROW = 'D'.charCodeAt(0)

/** The place of the last byte of the first value in a row; -1 where there is none. */
export function endOfFirstValue(bytes: Uint8Array): number {
  for (let at = 0; at + 5 <= bytes.length; at += 1 + readInt32(bytes, at + 1)) {
    const end = bytes[at] === DATA_ROW ? endInRow(bytes, at + 5) : -1
    if (end >= 0) return end
  }
  return -1
}

function endInRow(bytes: Uint8Array, start: number): number {
  let at = start + 2
  for (let left = readInt16(bytes, start); left > 0; left--) {
    const length = readInt32(bytes, at)
    if (length > 0) return at + 4 + length - 1
    at += 4
  }
  return -1
}
