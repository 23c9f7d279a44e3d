/** Hashes: fields that are set, asked for, counted and taken out. */
import { notAFloat, notAnInteger, syntaxError, wrongArity } from '../protocol/failures.ts'
import { Dictionary, Failure, OK, Pairs, type Reply } from '../protocol/reply.ts'
import { Hash } from '../values/hash.ts'
import { addLong, longFloat } from '../values/long-double.ts'
import { asFloat, asInteger, exactInteger, inRange, integer } from '../values/numbers.ts'
import { picked } from '../values/sample.ts'
import { row, type Row, type Scene } from './row.ts'

const hashAt = (key: string, { db }: Scene): Hash => db.obtain(key, 'hash', () => new Hash())

const fieldsOf = (key: string, { db }: Scene): Hash['fields'] | undefined =>
  db.read(key, 'hash')?.fields

/** HSET and HMSET. */
const set =
  (command: string, answer: (added: number) => Reply) =>
  ([key, ...words]: readonly string[], scene: Scene): Reply => {
    if (words.length % 2 !== 0) throw wrongArity(command)
    const hash = hashAt(key, scene)
    let added = 0
    for (let i = 0; i < words.length; i += 2) added += Number(hash.set(words[i], words[i + 1]))
    scene.db.changed(key)
    return answer(added)
  }

function setIfNew([key, field, value]: readonly string[], scene: Scene): Reply {
  if (fieldsOf(key, scene)?.has(field) === true) return 0
  hashAt(key, scene).set(field, value)
  scene.db.changed(key)
  return 1
}

const get = ([key, field]: readonly string[], scene: Scene): Reply =>
  fieldsOf(key, scene)?.get(field) ?? null

function getMany([key, ...wanted]: readonly string[], scene: Scene): Reply {
  const fields = fieldsOf(key, scene)
  return wanted.map(field => fields?.get(field) ?? null)
}

const getAll = ([key]: readonly string[], scene: Scene): Reply =>
  new Dictionary([...(fieldsOf(key, scene)?.entries() ?? [])].flat())

const fieldNames = ([key]: readonly string[], scene: Scene): Reply => [
  ...(fieldsOf(key, scene)?.keys() ?? []),
]

const fieldValues = ([key]: readonly string[], scene: Scene): Reply => [
  ...(fieldsOf(key, scene)?.values() ?? []),
]

const size = ([key]: readonly string[], scene: Scene): Reply => fieldsOf(key, scene)?.size ?? 0

const has = ([key, field]: readonly string[], scene: Scene): Reply =>
  fieldsOf(key, scene)?.has(field) === true ? 1 : 0

const length = ([key, field]: readonly string[], scene: Scene): Reply =>
  fieldsOf(key, scene)?.get(field)?.length ?? 0

function remove([key, ...unwanted]: readonly string[], scene: Scene): Reply {
  const fields = fieldsOf(key, scene)
  if (fields === undefined) return 0
  const removed = unwanted.filter(field => fields.delete(field)).length
  if (removed > 0) scene.db.changed(key)
  return removed
}

function increment([key, field, amount]: readonly string[], scene: Scene): Reply {
  const by = exactInteger(amount)
  const old = asInteger(fieldsOf(key, scene)?.get(field) ?? '0')
  if (old === undefined) throw new Failure('ERR hash value is not an integer')
  const sum = old + by
  if (!inRange(sum)) throw new Failure('ERR increment or decrement would overflow')
  hashAt(key, scene).set(field, String(sum))
  scene.db.changed(key)
  return sum
}

function incrementFloat([key, field, amount]: readonly string[], scene: Scene): Reply {
  const by = longFloat(amount, notAFloat)
  if (!Number.isFinite(asFloat(by))) throw new Failure('ERR value is NaN or Infinity')
  const isNone = (): Failure => new Failure('ERR hash value is not a float')
  const sum = addLong(longFloat(fieldsOf(key, scene)?.get(field) ?? '0', isNone), by)
  if (sum === undefined) throw new Failure('ERR increment would produce NaN or Infinity')
  hashAt(key, scene).set(field, sum)
  scene.db.changed(key)
  return sum
}

function randomField([key, count, withValues, ...more]: readonly string[], scene: Scene): Reply {
  const random = (): number => scene.core.around.random()
  if (count === undefined) return fieldsOf(key, scene)?.draw(random) ?? null
  const wanted = integer(count)
  const hasValues = withValues?.toUpperCase() === 'WITHVALUES'
  if (more.length > 0 || (withValues !== undefined && !hasValues)) throw syntaxError()
  if (!Number.isSafeInteger(wanted)) throw notAnInteger()
  const fields = fieldsOf(key, scene)
  const drawn = picked([...(fields?.keys() ?? [])], wanted, random)
  if (!hasValues) return drawn
  return new Pairs(drawn.map(field => [field, fields?.get(field) ?? null]))
}

/** Commands for hashes. */
export const hashes: readonly Row[] = [
  row(
    'hset',
    -4,
    'write denyoom fast',
    set('hset', added => added),
  ),
  row(
    'hmset',
    -4,
    'write denyoom fast',
    set('hmset', () => OK),
  ),
  row('hsetnx', 4, 'write denyoom fast', setIfNew),
  row('hget', 3, 'readonly fast', get),
  row('hmget', -3, 'readonly fast', getMany),
  row('hgetall', 2, 'readonly', getAll),
  row('hkeys', 2, 'readonly', fieldNames),
  row('hvals', 2, 'readonly', fieldValues),
  row('hlen', 2, 'readonly fast', size),
  row('hexists', 3, 'readonly fast', has),
  row('hstrlen', 3, 'readonly fast', length),
  row('hdel', -3, 'write fast', remove),
  row('hincrby', 4, 'write denyoom fast', increment),
  row('hincrbyfloat', 4, 'write denyoom fast', incrementFloat),
  row('hrandfield', -2, 'readonly', randomField),
]
