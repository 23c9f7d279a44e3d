/** Strings: set, get, and all that is done to a string as a whole. */
import { syntaxError, wrongArity } from '../protocol/failures.ts'
import { OK, type Reply } from '../protocol/reply.ts'
import { Text } from '../values/text.ts'
import { expiryAt, timeUnits } from './expiry-options.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'

type SetOptions = {
  readonly only: 'NX' | 'XX' | undefined
  readonly answersOld: boolean
  readonly keepsExpiry: boolean
  readonly expiresAt: number | undefined
}

function get([key]: readonly string[], { db }: Scene): Reply {
  return db.read(key, 'string')?.text ?? null
}

function set(words: readonly string[], scene: Scene): Reply {
  const [key, text] = words
  const options = setOptions(words, scene.now)
  const old = options.answersOld ? get([key], scene) : null
  const isThere = scene.db.get(key) !== undefined
  if (options.only !== undefined && isThere !== (options.only === 'XX')) return old
  const kept = options.keepsExpiry ? scene.db.expiryOf(key) : options.expiresAt
  scene.db.set(key, new Text(text), kept)
  return options.answersOld ? old : OK
}

function setOptions(words: readonly string[], now: number): SetOptions {
  const options = new Words(words, 2)
  let only: SetOptions['only']
  let expiry: { readonly option: string; readonly text: string } | undefined
  let [answersOld, keepsExpiry] = [false, false]
  while (options.left > 0) {
    const option = options.option()
    const isTime = timeUnits[option] !== undefined
    if ((isTime || option === 'KEEPTTL') && (keepsExpiry || expiry !== undefined)) {
      throw syntaxError()
    }
    if (isTime) expiry = { option, text: options.take() }
    else if (option === 'KEEPTTL') keepsExpiry = true
    else if (option === 'GET') answersOld = true
    else if ((option === 'NX' || option === 'XX') && (only ?? option) === option) only = option
    else throw syntaxError()
  }
  const unit = expiry && timeUnits[expiry.option]
  const expiresAt = expiry && unit && expiryAt(expiry.text, unit, now, 'set')
  return { only, answersOld, keepsExpiry, expiresAt }
}

function setIfNew([key, text]: readonly string[], { db }: Scene): Reply {
  if (db.get(key) !== undefined) return 0
  db.set(key, new Text(text))
  return 1
}

/** SETEX and PSETEX. */
const setFor =
  (command: string, option: 'EX' | 'PX') =>
  ([key, time, text]: readonly string[], { db, now }: Scene): Reply => {
    const unit = timeUnits[option] ?? { factor: 1, fromNow: true }
    db.set(key, new Text(text), expiryAt(time, unit, now, command))
    return OK
  }

function getAndSet([key, text]: readonly string[], scene: Scene): Reply {
  const old = get([key], scene)
  scene.db.set(key, new Text(text))
  return old
}

function getAndDelete([key]: readonly string[], scene: Scene): Reply {
  const old = get([key], scene)
  scene.db.delete(key)
  return old
}

function getAndExpire(words: readonly string[], scene: Scene): Reply {
  const [key] = words
  const options = new Words(words, 1)
  const option = options.left === 0 ? undefined : options.option()
  const unit = option === undefined ? undefined : timeUnits[option]
  const time = unit && options.take()
  if (options.left > 0 || (option !== undefined && unit === undefined && option !== 'PERSIST')) {
    throw syntaxError()
  }
  const expiresAt = time && unit && expiryAt(time, unit, scene.now, 'getex')
  const text = get([key], scene)
  if (text === null || option === undefined) return text
  if (typeof expiresAt === 'number' && expiresAt <= scene.now) scene.db.delete(key)
  else {
    scene.db.expire(key, typeof expiresAt === 'number' ? expiresAt : undefined)
    scene.db.changed(key)
  }
  return text
}

function getMany(keys: readonly string[], { db }: Scene): Reply {
  return keys.map(key => {
    const value = db.get(key)
    return value instanceof Text ? value.text : null
  })
}

function setMany(words: readonly string[], { db }: Scene): Reply {
  if (words.length % 2 !== 0) throw wrongArity('mset')
  for (let i = 0; i < words.length; i += 2) db.set(words[i], new Text(words[i + 1]))
  return OK
}

function setManyIfNew(words: readonly string[], scene: Scene): Reply {
  if (words.length % 2 !== 0) throw wrongArity('msetnx')
  const isTaken = words.some((key, i) => i % 2 === 0 && scene.db.get(key) !== undefined)
  if (isTaken) return 0
  setMany(words, scene)
  return 1
}

function length([key]: readonly string[], { db }: Scene): Reply {
  return db.read(key, 'string')?.text.length ?? 0
}

/** Commands for strings as a whole. */
export const strings: readonly Row[] = [
  row('get', 2, 'readonly fast', get),
  row('set', -3, 'write denyoom', set),
  row('setnx', 3, 'write denyoom fast', setIfNew),
  row('setex', 4, 'write denyoom', setFor('setex', 'EX')),
  row('psetex', 4, 'write denyoom', setFor('psetex', 'PX')),
  row('getset', 3, 'write denyoom fast', getAndSet),
  row('getdel', 2, 'write fast', getAndDelete),
  row('getex', -2, 'write fast', getAndExpire),
  row('mget', -2, 'readonly fast', getMany, [1, -1, 1]),
  row('mset', -3, 'write denyoom', setMany, [1, -1, 2]),
  row('msetnx', -3, 'write denyoom', setManyIfNew, [1, -1, 2]),
  row('strlen', 2, 'readonly fast', length),
]
