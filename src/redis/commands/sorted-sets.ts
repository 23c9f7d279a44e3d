/** Sorted sets: members that are put in, asked for and taken out. */
import { syntaxError } from '../protocol/failures.ts'
import { Double, Failure, type Reply } from '../protocol/reply.ts'
import { float, integer } from '../values/numbers.ts'
import { picked } from '../values/sample.ts'
import { SortedSet } from '../values/sorted-set.ts'
import { row, type Row, type Scene } from './row.ts'
import { withScores } from './sorted-ranges.ts'

type AddFlags = ReadonlySet<string>

const addFlagNames = ['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']

function add([key, ...words]: readonly string[], { db }: Scene): Reply {
  const flags = new Set<string>()
  const first = words.findIndex(word => !addFlagNames.includes(word.toUpperCase()))
  for (const word of words.slice(0, Math.max(0, first))) flags.add(word.toUpperCase())
  const pairs = first < 0 ? [] : words.slice(first)
  if (pairs.length === 0 || pairs.length % 2 !== 0) throw syntaxError()
  checkFlags(flags, pairs.length)
  const scores = pairs.filter((_, i) => i % 2 === 0).map(text => float(text))
  const old = db.read(key, 'zset')
  if (old === undefined && flags.has('XX')) return flags.has('INCR') ? null : 0
  const set = db.obtain(key, 'zset', () => new SortedSet())
  const outcomes = scores.map((score, i) => setScore(set, pairs[2 * i + 1], score, flags))
  if (outcomes.some(({ what }) => what !== 'kept')) db.changed(key)
  else if (old === undefined) db.delete(key)
  if (flags.has('INCR'))
    return outcomes[0].score === undefined ? null : new Double(outcomes[0].score)
  return outcomes.filter(({ what }) => what === 'added' || (flags.has('CH') && what === 'changed'))
    .length
}

function checkFlags(flags: AddFlags, words: number): void {
  if (flags.has('NX') && flags.has('XX')) {
    throw new Failure('ERR XX and NX options at the same time are not compatible')
  }
  if (['GT', 'LT', 'NX'].filter(flag => flags.has(flag)).length > 1) {
    throw new Failure('ERR GT, LT, and/or NX options at the same time are not compatible')
  }
  if (flags.has('INCR') && words > 2) {
    throw new Failure('ERR INCR option supports a single increment-element pair')
  }
}

type Outcome = {
  readonly what: 'added' | 'changed' | 'kept'
  /** The score it has now; undefined where a flag forbade to set it. */
  readonly score: number | undefined
}

function setScore(set: SortedSet, member: string, by: number, flags: AddFlags): Outcome {
  const old = set.score(member)
  if (flags.has(old === undefined ? 'XX' : 'NX')) return { what: 'kept', score: undefined }
  const score = flags.has('INCR') ? (old ?? 0) + by : by
  if (Number.isNaN(score)) {
    throw new Failure('ERR resulting score is not a number (NaN)')
  }
  if (old !== undefined && forbids(flags, old, score)) return { what: 'kept', score: undefined }
  set.set(member, score)
  if (old === undefined) return { what: 'added', score }
  return { what: old === score ? 'kept' : 'changed', score }
}

const forbids = (flags: AddFlags, old: number, score: number): boolean =>
  (flags.has('GT') && score <= old) || (flags.has('LT') && score >= old)

const increment = ([key, by, member]: readonly string[], scene: Scene): Reply =>
  add([key, 'INCR', by, member], scene)

function remove([key, ...members]: readonly string[], { db }: Scene): Reply {
  const set = db.read(key, 'zset')
  if (set === undefined) return 0
  const removed = members.filter(member => set.delete(member)).length
  if (removed > 0) db.changed(key)
  return removed
}

const scoreReply = (score: number | undefined): Reply =>
  score === undefined ? null : new Double(score)

const scoreOf = ([key, member]: readonly string[], { db }: Scene): Reply =>
  scoreReply(db.read(key, 'zset')?.score(member))

function scoresOf([key, ...members]: readonly string[], { db }: Scene): Reply {
  const set = db.read(key, 'zset')
  return members.map(member => scoreReply(set?.score(member)))
}

const size = ([key]: readonly string[], { db }: Scene): Reply => db.read(key, 'zset')?.size ?? 0

const rank = ([key, member]: readonly string[], { db }: Scene): Reply =>
  db.read(key, 'zset')?.rank(member) ?? null

function reverseRank([key, member]: readonly string[], { db }: Scene): Reply {
  const set = db.read(key, 'zset')
  const place = set?.rank(member)
  return set === undefined || place === undefined ? null : set.size - 1 - place
}

function someMembers([key, wanted, option, ...more]: readonly string[], scene: Scene): Reply {
  const random = (): number => scene.core.around.random()
  const set = scene.db.read(key, 'zset')
  if (wanted === undefined) return set?.draw(random) ?? null
  const count = integer(wanted)
  const hasScores = option?.toUpperCase() === 'WITHSCORES'
  if (more.length > 0 || (option !== undefined && !hasScores)) throw syntaxError()
  const members = (set?.row ?? []).map(({ member }) => member)
  const drawn = picked(members, count, random)
  if (!hasScores) return drawn
  return withScores(drawn.map(member => ({ member, score: set?.score(member) ?? 0 })))
}

/** Commands for members of one sorted set. */
export const sortedSets: readonly Row[] = [
  row('zadd', -4, 'write denyoom fast', add),
  row('zincrby', 4, 'write denyoom fast', increment),
  row('zrem', -3, 'write fast', remove),
  row('zscore', 3, 'readonly fast', scoreOf),
  row('zmscore', -3, 'readonly fast', scoresOf),
  row('zcard', 2, 'readonly fast', size),
  row('zrank', 3, 'readonly fast', rank),
  row('zrevrank', 3, 'readonly fast', reverseRank),
  row('zrandmember', -2, 'readonly', someMembers),
]
