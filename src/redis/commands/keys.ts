/** Keys as such, whatever they hold. */
import { noSuchKey, outOfRange, syntaxError } from '../protocol/failures.ts'
import { Failure, OK, type Reply, Status } from '../protocol/reply.ts'
import { DATABASES } from '../settings.ts'
import { globMatches } from '../values/glob.ts'
import { asInteger } from '../values/numbers.ts'
import { copyOf } from '../values/value.ts'
import { Words } from './options.ts'
import { container, type Container, keyless, row, type Row, type Scene } from './row.ts'

const remove = (keys: readonly string[], { db }: Scene): Reply =>
  keys.filter(key => db.delete(key)).length

const exists = (keys: readonly string[], { db }: Scene): Reply =>
  keys.filter(key => db.get(key) !== undefined).length

function type([key]: readonly string[], { db }: Scene): Reply {
  return new Status(db.peek(key)?.value.kind ?? 'none')
}

function keysLike([pattern]: readonly string[], { db }: Scene): Reply {
  return [...db.keys()].filter(key => globMatches(pattern, key))
}

function randomKey(_: readonly string[], { db, core }: Scene): Reply {
  return db.draw(() => core.around.random()) ?? null
}

function rename([from, to]: readonly string[], scene: Scene): Reply {
  move(scene, from, to)
  return OK
}

function renameIfNew([from, to]: readonly string[], scene: Scene): Reply {
  if (scene.db.peek(from) === undefined) throw noSuchKey()
  if (scene.db.get(to) !== undefined) return 0
  move(scene, from, to)
  return 1
}

function move({ db }: Scene, from: string, to: string): void {
  const value = db.get(from)
  if (value === undefined) throw noSuchKey()
  if (from === to) return
  const expiresAt = db.expiryOf(from)
  db.delete(from)
  db.delete(to)
  db.set(to, value, expiresAt)
}

function databaseOf(text: string): number {
  const index = asInteger(text)
  if (index === undefined) throw new Failure('ERR value is not an integer or out of range')
  if (index < 0n || index >= BigInt(DATABASES)) throw new Failure('ERR DB index is out of range')
  return Number(index)
}

function moveToDatabase([key, index]: readonly string[], { db, core }: Scene): Reply {
  const other = core.databases[databaseOf(index)]
  if (other === db) throw new Failure('ERR source and destination objects are the same')
  const value = db.get(key)
  if (value === undefined || other.get(key) !== undefined) return 0
  const expiresAt = db.expiryOf(key)
  db.delete(key)
  other.set(key, value, expiresAt)
  return 1
}

function copy(words: readonly string[], { db, core }: Scene): Reply {
  const [from, to] = words
  const options = new Words(words, 2)
  let [target, replaces] = [db, false]
  while (options.left > 0) {
    const option = options.option()
    if (option === 'REPLACE') replaces = true
    else if (option === 'DB') target = core.databases[databaseOf(options.take())]
    else throw syntaxError()
  }
  if (target === db && from === to) {
    throw new Failure('ERR source and destination objects are the same')
  }
  const value = db.get(from)
  if (value === undefined || (!replaces && target.get(to) !== undefined)) return 0
  target.delete(to)
  target.set(to, copyOf(value), db.expiryOf(from))
  return 1
}

function encoding([key]: readonly string[], { db }: Scene): Reply {
  return db.peek(key)?.value.encoding ?? null
}

function idleTime([key]: readonly string[], { db, now }: Scene): Reply {
  const entry = db.peek(key)
  return entry === undefined ? null : Math.floor((now - entry.usedAt) / 1000)
}

/** Small numbers are shared by everybody, which Redis tells by the greatest number there is. */
function references([key]: readonly string[], { db }: Scene): Reply {
  const value = db.peek(key)?.value
  if (value === undefined) return null
  const isShared = value.encoding === 'int' && value.kind === 'string' && value.text.length < 5
  return isShared && !value.text.startsWith('-') ? 2_147_483_647 : 1
}

function frequency([key]: readonly string[], { db }: Scene): Reply {
  if (db.peek(key) === undefined) return null
  throw new Failure(
    'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note ' +
      'that when switching between policies at runtime LRU and LFU data will take some time to ' +
      'adjust.',
  )
}

/** What is used at least, in bytes: what it holds, and as much again for each piece as we guess. */
function memoryUsage(words: readonly string[], { db }: Scene): Reply {
  const options = new Words(words, 1)
  while (options.left > 0) {
    if (options.option() !== 'SAMPLES') throw syntaxError()
    const samples = asInteger(options.take())
    if (samples === undefined) throw outOfRange()
  }
  const entry = db.peek(words[0])
  if (entry === undefined) return null
  const { value } = entry
  const held = value.kind === 'string' ? value.text.length : value.size * 32
  return 56 + words[0].length + held
}

/** Commands for keys of any kind. */
export const keys: readonly Row[] = [
  row('del', -2, 'write', remove, [1, -1, 1]),
  row('unlink', -2, 'write fast', remove, [1, -1, 1]),
  row('exists', -2, 'readonly fast', exists, [1, -1, 1]),
  row('touch', -2, 'readonly fast', exists, [1, -1, 1]),
  row('type', 2, 'readonly fast', type),
  keyless('keys', 2, 'readonly', keysLike),
  keyless('randomkey', 1, 'readonly', randomKey),
  row('rename', 3, 'write', rename, [1, 2, 1]),
  row('renamenx', 3, 'write fast', renameIfNew, [1, 2, 1]),
  row('move', 3, 'write fast', moveToDatabase),
  row('copy', -3, 'write denyoom', copy, [1, 2, 1]),
]

/** OBJECT and MEMORY, which tell how a key is stored. */
export const storage: readonly Container[] = [
  container('object', [
    row('object|encoding', 3, 'readonly', encoding, [2, 2, 1]),
    row('object|freq', 3, 'readonly', frequency, [2, 2, 1]),
    row('object|idletime', 3, 'readonly', idleTime, [2, 2, 1]),
    row('object|refcount', 3, 'readonly', references, [2, 2, 1]),
  ]),
  container('memory', [row('memory|usage', -3, 'readonly', memoryUsage, [2, 2, 1])]),
]
