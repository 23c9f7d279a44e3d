/** Lists: what is put in, looked at and taken out. */
import { count, integer } from '../values/numbers.ts'
import { noSuchKey, syntaxError, wrongArity } from '../protocol/failures.ts'
import { Failure, NO_ARRAY, OK, type Reply } from '../protocol/reply.ts'
import { type End, List } from '../values/list.ts'
import { row, type Row, type Scene } from './row.ts'

/** LPUSH and RPUSH. */
const push =
  (end: End) =>
  ([key, ...items]: readonly string[], scene: Scene): Reply => {
    const list = scene.db.obtain(key, 'list', () => new List())
    for (const item of items) list.push(end, item)
    scene.db.changed(key)
    return list.size
  }

/** LPUSHX and RPUSHX. */
const pushIfThere =
  (end: End) =>
  (words: readonly string[], scene: Scene): Reply =>
    scene.db.read(words[0], 'list') === undefined ? 0 : push(end)(words, scene)

/** LPOP and RPOP. */
const pop =
  (end: End) =>
  ([key, wanted, ...more]: readonly string[], scene: Scene): Reply => {
    if (more.length > 0) throw wrongArity(end === 'left' ? 'lpop' : 'rpop')
    const most = wanted === undefined ? undefined : count(wanted)
    const list = scene.db.read(key, 'list')
    if (list === undefined) return most === undefined ? null : NO_ARRAY
    if (most === undefined) return takeFrom(scene, key, list, end, 1)[0]
    return takeFrom(scene, key, list, end, most)
  }

/** Takes so many from an end, the first first. */
export function takeFrom(
  { db }: Scene,
  key: string,
  list: List,
  end: End,
  most: number,
): readonly string[] {
  const taken: string[] = []
  while (taken.length < most) {
    const item = list.pop(end)
    if (item === undefined) break
    taken.push(item)
  }
  if (taken.length > 0) db.changed(key)
  return taken
}

const size = ([key]: readonly string[], { db }: Scene): Reply => db.read(key, 'list')?.size ?? 0

function range([key, from, to]: readonly string[], { db }: Scene): Reply {
  const [first, last] = [integer(from), integer(to)]
  const items = db.read(key, 'list')?.items ?? []
  const { start, end } = within(first, last, items.length)
  return items.slice(start, end)
}

/** Places of a range, which count from the end where they are negative. */
export function within(first: number, last: number, size: number): { start: number; end: number } {
  const start = first < 0 ? Math.max(0, size + first) : first
  const end = (last < 0 ? size + last : Math.min(last, size - 1)) + 1
  return { start: Math.min(start, size), end: Math.max(0, end) }
}

function itemAt([key, at]: readonly string[], { db }: Scene): Reply {
  const list = db.read(key, 'list')
  return list?.items.at(integer(at)) ?? null
}

function setAt([key, at, item]: readonly string[], { db }: Scene): Reply {
  const list = db.read(key, 'list')
  if (list === undefined) throw noSuchKey()
  const index = integer(at)
  const place = index < 0 ? list.size + index : index
  if (place < 0 || place >= list.size) throw new Failure('ERR index out of range')
  list.items[place] = item
  db.changed(key)
  return OK
}

function removeItems([key, wanted, item]: readonly string[], { db }: Scene): Reply {
  const most = integer(wanted)
  const list = db.read(key, 'list')
  if (list === undefined) return 0
  const fromEnd = most < 0
  const before = list.size
  let left = most === 0 ? Infinity : Math.abs(most)
  const keep = (each: string): boolean => each !== item || left-- <= 0
  if (fromEnd) list.items = list.items.toReversed().filter(keep).toReversed()
  else list.items = list.items.filter(keep)
  const removed = before - list.size
  if (removed > 0) db.changed(key)
  return removed
}

function trim([key, from, to]: readonly string[], { db }: Scene): Reply {
  const [first, last] = [integer(from), integer(to)]
  const list = db.read(key, 'list')
  if (list === undefined) return OK
  const { start, end } = within(first, last, list.size)
  list.items = list.items.slice(start, end)
  db.changed(key)
  return OK
}

function insert([key, side, pivot, item]: readonly string[], { db }: Scene): Reply {
  const word = side.toUpperCase()
  if (word !== 'BEFORE' && word !== 'AFTER') throw syntaxError()
  const list = db.read(key, 'list')
  if (list === undefined) return 0
  const at = list.items.indexOf(pivot)
  if (at < 0) return -1
  list.items.splice(word === 'BEFORE' ? at : at + 1, 0, item)
  db.changed(key)
  return list.size
}

/** Commands for lists that do not move anything elsewhere. */
export const lists: readonly Row[] = [
  row('lpush', -3, 'write denyoom fast', push('left')),
  row('rpush', -3, 'write denyoom fast', push('right')),
  row('lpushx', -3, 'write denyoom fast', pushIfThere('left')),
  row('rpushx', -3, 'write denyoom fast', pushIfThere('right')),
  row('lpop', -2, 'write fast', pop('left')),
  row('rpop', -2, 'write fast', pop('right')),
  row('llen', 2, 'readonly fast', size),
  row('lrange', 4, 'readonly', range),
  row('lindex', 3, 'readonly', itemAt),
  row('lset', 4, 'write denyoom', setAt),
  row('lrem', 4, 'write', removeItems),
  row('ltrim', 4, 'write', trim),
  row('linsert', 5, 'write denyoom', insert),
]
