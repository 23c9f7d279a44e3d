/** Sets: members that are put in, asked for and taken out. */
import { mustBePositive, syntaxError } from '../protocol/failures.ts'
import { Members, type Reply } from '../protocol/reply.ts'
import { MemberSet } from '../values/member-set.ts'
import { count, integer } from '../values/numbers.ts'
import { picked, sample } from '../values/sample.ts'
import { row, type Row, type Scene } from './row.ts'

function add([key, ...members]: readonly string[], { db }: Scene): Reply {
  const set = db.obtain(key, 'set', () => new MemberSet())
  const added = members.filter(member => set.add(member)).length
  if (added > 0) db.changed(key)
  return added
}

function remove([key, ...members]: readonly string[], { db }: Scene): Reply {
  const set = db.read(key, 'set')
  if (set === undefined) return 0
  const removed = members.filter(member => set.delete(member)).length
  if (removed > 0) db.changed(key)
  return removed
}

const has = ([key, member]: readonly string[], { db }: Scene): Reply =>
  db.read(key, 'set')?.has(member) === true ? 1 : 0

function hasMany([key, ...members]: readonly string[], { db }: Scene): Reply {
  const set = db.read(key, 'set')
  return members.map(member => (set?.has(member) === true ? 1 : 0))
}

const size = ([key]: readonly string[], { db }: Scene): Reply => db.read(key, 'set')?.size ?? 0

const all = ([key]: readonly string[], { db }: Scene): Reply =>
  new Members(db.read(key, 'set')?.members() ?? [])

function move([from, to, member]: readonly string[], { db }: Scene): Reply {
  const source = db.read(from, 'set')
  if (source === undefined) return 0
  db.read(to, 'set')
  if (from === to) return source.has(member) ? 1 : 0
  if (!source.delete(member)) return 0
  db.changed(from)
  db.obtain(to, 'set', () => new MemberSet()).add(member)
  db.changed(to)
  return 1
}

function pop([key, wanted, ...more]: readonly string[], { db, core }: Scene): Reply {
  if (more.length > 0) throw syntaxError()
  const random = (): number => core.around.random()
  const most = wanted === undefined ? undefined : count(wanted, mustBePositive)
  const set = db.read(key, 'set')
  if (set === undefined) return most === undefined ? null : new Members([])
  const members = set.members()
  const drawn = sample(members, most ?? 1, random)
  const popped = most !== undefined && most >= members.length ? members : drawn
  for (const member of popped) set.delete(member)
  if (popped.length > 0) db.changed(key)
  return most === undefined ? popped[0] : new Members(popped)
}

function someMembers([key, wanted, ...more]: readonly string[], { db, core }: Scene): Reply {
  if (more.length > 0) throw syntaxError()
  const random = (): number => core.around.random()
  const set = db.read(key, 'set')
  if (wanted === undefined) return set?.draw(random) ?? null
  return picked(set?.members() ?? [], integer(wanted), random)
}

/** Commands for one set. */
export const sets: readonly Row[] = [
  row('sadd', -3, 'write denyoom fast', add),
  row('srem', -3, 'write fast', remove),
  row('sismember', 3, 'readonly fast', has),
  row('smismember', -3, 'readonly fast', hasMany),
  row('scard', 2, 'readonly fast', size),
  row('smembers', 2, 'readonly', all),
  row('smove', 4, 'write fast', move, [1, 2, 1]),
  row('spop', -2, 'write fast', pop),
  row('srandmember', -2, 'readonly', someMembers),
]
