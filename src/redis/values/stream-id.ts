/** Ids of streams: milliseconds and a number within them, as one number of 128 bits. */
import { Failure } from '../protocol/reply.ts'

const HALF = 64n
/** The most that either half can be. */
export const MOST_HALF = (1n << HALF) - 1n

/** The greatest id. */
export const LAST_ID = (1n << 128n) - 1n

/** An id out of its halves. */
export const streamId = (milliseconds: bigint, number: bigint): bigint =>
  (milliseconds << HALF) | number

/** The milliseconds of an id. */
export const millisecondsOf = (id: bigint): bigint => id >> HALF

/** The number of an id within its milliseconds. */
export const numberOf = (id: bigint): bigint => id & MOST_HALF

/** An id as it is written. */
export const idText = (id: bigint): string => `${millisecondsOf(id)}-${numberOf(id)}`

/** What is no id. */
const invalidId = (): Failure =>
  new Failure('ERR Invalid stream ID specified as stream command argument')

/** An id; where only milliseconds are written, `missing` is its number. */
export function parseId(text: string, missing: bigint): bigint {
  const match = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text)
  if (match === null) throw invalidId()
  const [milliseconds, number] = [
    BigInt(match[1]),
    match[2] === undefined ? missing : BigInt(match[2]),
  ]
  if (milliseconds > MOST_HALF || number > MOST_HALF) throw invalidId()
  return streamId(milliseconds, number)
}

/** Whether a text is an id. */
export function isId(text: string): boolean {
  try {
    parseId(text, 0n)
    return true
  } catch {
    return false
  }
}

/** An end of a range: an id, `-`, `+`, or `(` before an id that is left out. */
export function parseBound(text: string, end: 'from' | 'to'): bigint {
  if (text === '-') return 0n
  if (text === '+') return LAST_ID
  const missing = end === 'from' ? 0n : MOST_HALF
  if (!text.startsWith('(')) return parseId(text, missing)
  const id = parseId(text.slice(1), missing)
  if (end === 'from' && id === LAST_ID) {
    throw new Failure('ERR invalid start ID for the interval')
  }
  if (end === 'to' && id === 0n) throw new Failure('ERR invalid end ID for the interval')
  return end === 'from' ? id + 1n : id - 1n
}
