/** Bits of strings. */
import { syntaxError } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { asInteger, integer } from '../values/numbers.ts'
import { Text } from '../values/text.ts'
import { row, type Row, type Scene } from './row.ts'

function offsetOf(text: string, mostBytes: number): number {
  const offset = asInteger(text)
  if (offset === undefined || offset < 0n || offset >> 3n >= BigInt(mostBytes)) {
    throw new Failure('ERR bit offset is not an integer or out of range')
  }
  return Number(offset)
}

const bitAt = (text: string, offset: number): 0 | 1 => {
  const byte = Math.floor(offset / 8)
  return byte < text.length && (text.charCodeAt(byte) >> (7 - (offset % 8))) & 1 ? 1 : 0
}

function getBit([key, at]: readonly string[], { db, core }: Scene): Reply {
  const offset = offsetOf(at, core.settings.maxStringBytes)
  return bitAt(db.read(key, 'string')?.text ?? '', offset)
}

function setBit([key, at, bit]: readonly string[], { db, core }: Scene): Reply {
  const offset = offsetOf(at, core.settings.maxStringBytes)
  if (bit !== '0' && bit !== '1') throw new Failure('ERR bit is not an integer or out of range')
  const byte = Math.floor(offset / 8)
  const text = (db.read(key, 'string')?.text ?? '').padEnd(byte + 1, '\0')
  const mask = 128 >> (offset % 8)
  const old = text.charCodeAt(byte)
  const changed = bit === '1' ? old | mask : old & ~mask
  const whole = text.slice(0, byte) + String.fromCharCode(changed) + text.slice(byte + 1)
  db.set(key, new Text(whole, 'edited'), db.expiryOf(key))
  return old & mask ? 1 : 0
}

type Range = { readonly from: number; readonly to: number }

/** A range of bits, of what was written in bytes or in bits. */
function rangeOf(words: readonly string[], bytes: number): Range {
  const unit = words[2]?.toUpperCase() ?? 'BYTE'
  if (words.length > 3 || (unit !== 'BYTE' && unit !== 'BIT')) throw syntaxError()
  const size = unit === 'BYTE' ? 8 : 1
  const total = (bytes * 8) / size
  const [first, last] = [integer(words[0]), words[1] === undefined ? -1 : integer(words[1])]
  const start = first < 0 ? Math.max(0, total + first) : first
  const end = Math.min(last < 0 ? Math.max(0, total + last) : last, total - 1)
  return { from: start * size, to: end * size + size - 1 }
}

function bitCount([key, ...words]: readonly string[], { db }: Scene): Reply {
  const text = db.read(key, 'string')?.text
  if (text === undefined) return 0
  if (words.length === 1) throw syntaxError()
  const range =
    words.length === 0 ? { from: 0, to: text.length * 8 - 1 } : rangeOf(words, text.length)
  let count = 0
  for (let at = range.from; at <= range.to; at++) count += bitAt(text, at)
  return count
}

function bitPosition([key, bit, ...words]: readonly string[], { db }: Scene): Reply {
  if (integer(bit) !== 0 && integer(bit) !== 1) {
    throw new Failure('ERR The bit argument must be 1 or 0.')
  }
  const wanted = integer(bit)
  const value = db.read(key, 'string')
  if (value === undefined) return wanted === 1 ? -1 : 0
  const { text } = value
  const range =
    words.length === 0 ? { from: 0, to: text.length * 8 - 1 } : rangeOf(words, text.length)
  if (range.from > range.to) return -1
  for (let at = range.from; at <= range.to; at++) if (bitAt(text, at) === wanted) return at
  // A string is followed by noughts without end, unless an end was asked for.
  return wanted === 0 && words.length < 2 ? range.to + 1 : -1
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  AND: (a, b) => a & b,
  OR: (a, b) => a | b,
  XOR: (a, b) => a ^ b,
}

function bitOperation([name, target, ...keys]: readonly string[], { db }: Scene): Reply {
  const operation = name.toUpperCase()
  const combine = operations[operation]
  if (combine === undefined && operation !== 'NOT') throw syntaxError()
  if (operation === 'NOT' && keys.length !== 1) {
    throw new Failure('ERR BITOP NOT must be called with a single source key.')
  }
  const texts = keys.map(key => db.read(key, 'string')?.text ?? '')
  const length = Math.max(...texts.map(text => text.length))
  const bytes = Array.from({ length }, (_, at) => {
    const row = texts.map(text => (at < text.length ? text.charCodeAt(at) : 0))
    return combine === undefined ? ~row[0] & 255 : row.reduce(combine)
  })
  if (length === 0) db.delete(target)
  else db.set(target, new Text(bytes.map(byte => String.fromCharCode(byte)).join(''), 'edited'))
  return length
}

/** Commands for bits. */
export const bits: readonly Row[] = [
  row('getbit', 3, 'readonly fast', getBit),
  row('setbit', 4, 'write denyoom', setBit),
  row('bitcount', -2, 'readonly', bitCount),
  row('bitpos', -3, 'readonly', bitPosition),
  row('bitop', -4, 'write denyoom', bitOperation, [2, -1, 1]),
]
