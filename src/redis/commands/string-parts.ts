/** Strings: numbers that are counted, and parts of a string. */
import { notAnInteger } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { addLong, longFloat } from '../values/long-double.ts'
import { asInteger, exactInteger, inRange, integer } from '../values/numbers.ts'
import { Text } from '../values/text.ts'
import { row, type Row, type Scene } from './row.ts'

const overflow = (): Failure => new Failure('ERR increment or decrement would overflow')

function add(key: string, amount: bigint, { db }: Scene): Reply {
  const text = db.read(key, 'string')?.text ?? '0'
  const old = asInteger(text)
  if (old === undefined) throw notAnInteger()
  const sum = old + amount
  if (!inRange(sum)) throw overflow()
  db.set(key, new Text(String(sum)), db.expiryOf(key))
  return sum
}

const increment = ([key]: readonly string[], scene: Scene): Reply => add(key, 1n, scene)
const decrement = ([key]: readonly string[], scene: Scene): Reply => add(key, -1n, scene)

const incrementBy = ([key, amount]: readonly string[], scene: Scene): Reply =>
  add(key, exactInteger(amount), scene)

function decrementBy([key, amount]: readonly string[], scene: Scene): Reply {
  const value = exactInteger(amount)
  if (!inRange(-value)) throw new Failure('ERR decrement would overflow')
  return add(key, -value, scene)
}

function incrementByFloat([key, amount]: readonly string[], { db }: Scene): Reply {
  const text = longFloat(db.read(key, 'string')?.text ?? '0')
  const sum = addLong(text, longFloat(amount))
  if (sum === undefined) throw new Failure('ERR increment would produce NaN or Infinity')
  db.set(key, new Text(sum, 'sum'), db.expiryOf(key))
  return sum
}

function append([key, more]: readonly string[], { db, core }: Scene): Reply {
  const old = db.read(key, 'string')
  const text = (old?.text ?? '') + more
  checkLength(text.length, core.settings.maxStringBytes)
  db.set(key, new Text(text, old === undefined ? 'whole' : 'edited'), db.expiryOf(key))
  return text.length
}

function checkLength(bytes: number, most: number): void {
  if (bytes <= most) return
  throw new Failure('ERR string exceeds maximum allowed size (proto-max-bulk-len)')
}

function setRange([key, at, more]: readonly string[], { db, core }: Scene): Reply {
  const offset = integer(at)
  if (offset < 0) throw new Failure('ERR offset is out of range')
  const text = db.read(key, 'string')?.text ?? ''
  if (more === '') return text.length
  checkLength(offset + more.length, core.settings.maxStringBytes)
  const before = text.slice(0, offset).padEnd(offset, '\0')
  const changed = before + more + text.slice(offset + more.length)
  db.set(key, new Text(changed, 'edited'), db.expiryOf(key))
  return changed.length
}

function getRange([key, from, to]: readonly string[], { db }: Scene): Reply {
  const [first, last] = [integer(from), integer(to)]
  const text = db.read(key, 'string')?.text ?? ''
  if (first < 0 && last < 0 && first > last) return ''
  const start = first < 0 ? Math.max(0, text.length + first) : first
  const end = last < 0 ? Math.max(0, text.length + last) : last
  return text.slice(start, end + 1)
}

/** Commands for numbers, and for parts of strings. */
export const stringParts: readonly Row[] = [
  row('incr', 2, 'write denyoom fast', increment),
  row('decr', 2, 'write denyoom fast', decrement),
  row('incrby', 3, 'write denyoom fast', incrementBy),
  row('decrby', 3, 'write denyoom fast', decrementBy),
  row('incrbyfloat', 3, 'write denyoom fast', incrementByFloat),
  row('append', 3, 'write denyoom fast', append),
  row('setrange', 4, 'write denyoom', setRange),
  row('getrange', 4, 'readonly', getRange),
  row('substr', 4, 'readonly', getRange),
]
