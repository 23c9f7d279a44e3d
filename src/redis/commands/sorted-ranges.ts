/** Sorted sets: ranges that are read, counted, stored and removed. */
import { syntaxError } from '../protocol/failures.ts'
import { Double, Failure, Pairs, type Reply } from '../protocol/reply.ts'
import { integer } from '../values/numbers.ts'
import { type Scored, SortedSet } from '../values/sorted-set.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'
import { type Range, type RangeKind, rangeOf } from './score-ranges.ts'

type Query = {
  readonly kind?: RangeKind
  readonly reverse?: boolean
  readonly withScores?: boolean
  readonly limit?: { readonly offset: number; readonly count: number }
}

/** What a command fixes of its query; the rest is read from its words. */
type Fixed = Pick<Query, 'kind' | 'reverse'> & { readonly stores?: boolean }

/** ZRANGE and all its relatives. */
const range =
  (fixed: Fixed) =>
  ([key, ...words]: readonly string[], scene: Scene): Reply => {
    const { found, query } = inRange(key, words, scene, fixed)
    return query.withScores === true ? withScores(found) : found.map(({ member }) => member)
  }

/** Members and scores in turn. */
export const withScores = (found: readonly Scored[]): Reply =>
  new Pairs(found.map(({ member, score }) => [member, new Double(score)]))

function storeRange([target, key, ...words]: readonly string[], scene: Scene): Reply {
  const { found } = inRange(key, words, scene, { stores: true })
  if (found.length === 0) scene.db.delete(target)
  else scene.db.set(target, new SortedSet(found))
  return found.length
}

function inRange(
  key: string,
  [first, last, ...options]: readonly string[],
  { db }: Scene,
  fixed: Fixed,
): { readonly found: readonly Scored[]; readonly query: Query } {
  const query = queryOf(options, fixed)
  const { kind = 'rank', reverse = false } = query
  const isSwapped = reverse && kind !== 'rank'
  const wanted = rangeOf(kind, isSwapped ? last : first, isSwapped ? first : last)
  const set = db.read(key, 'zset')
  const found = set === undefined ? [] : chosen(set, wanted, query)
  return { found, query }
}

function chosen(set: SortedSet, wanted: Range, query: Query): readonly Scored[] {
  const { kind = 'rank', reverse = false, limit } = query
  const { from, to } = wanted(set)
  // Ranks of a reversed set count from its end.
  const places = reverse && kind === 'rank' ? [set.size - to, set.size - from] : [from, to]
  const found = set.row.slice(...places)
  if (reverse) found.reverse()
  if (limit === undefined) return found
  if (limit.offset < 0) return []
  const end = limit.count < 0 ? undefined : limit.offset + limit.count
  return found.slice(limit.offset, end)
}

function queryOf(words: readonly string[], fixed: Fixed): Query {
  const options = new Words(words)
  const query: Query = { ...fixed }
  while (options.left > 0) Object.assign(query, optionOf(options, fixed))
  check(query)
  return query
}

function optionOf(options: Words, fixed: Fixed): Query {
  const option = options.option()
  if (option === 'WITHSCORES' && fixed.stores !== true) return { withScores: true }
  if (option === 'LIMIT' && options.left >= 2) {
    return { limit: { offset: integer(options.take()), count: integer(options.take()) } }
  }
  if (fixed.kind !== undefined) throw syntaxError()
  if (option === 'REV') return { reverse: true }
  if (option === 'BYSCORE') return { kind: 'score' }
  if (option === 'BYLEX') return { kind: 'lex' }
  throw syntaxError()
}

function check({ kind = 'rank', limit, withScores }: Query): void {
  if (limit !== undefined && limit.count !== -1 && kind === 'rank') {
    throw new Failure(
      'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
    )
  }
  if (withScores === true && kind === 'lex') {
    throw new Failure('ERR syntax error, WITHSCORES not supported in combination with BYLEX')
  }
}

/** ZCOUNT and ZLEXCOUNT. */
const countRange =
  (kind: RangeKind) =>
  ([key, low, high]: readonly string[], { db }: Scene): Reply => {
    const wanted = rangeOf(kind, low, high)
    const set = db.read(key, 'zset')
    if (set === undefined) return 0
    const { from, to } = wanted(set)
    return to - from
  }

/** ZREMRANGEBYRANK and its relatives. */
const removeRange =
  (kind: RangeKind) =>
  ([key, low, high]: readonly string[], { db }: Scene): Reply => {
    const wanted = rangeOf(kind, low, high)
    const set = db.read(key, 'zset')
    if (set === undefined) return 0
    const { from, to } = wanted(set)
    const removed = set.row.slice(from, to)
    for (const { member } of removed) set.delete(member)
    if (removed.length > 0) db.changed(key)
    return removed.length
  }

/** Commands for ranges of sorted sets. */
export const sortedRanges: readonly Row[] = [
  row('zrange', -4, 'readonly', range({})),
  row('zrangebyscore', -4, 'readonly', range({ kind: 'score', reverse: false })),
  row('zrangebylex', -4, 'readonly', range({ kind: 'lex', reverse: false })),
  row('zrevrange', -4, 'readonly', range({ kind: 'rank', reverse: true })),
  row('zrevrangebyscore', -4, 'readonly', range({ kind: 'score', reverse: true })),
  row('zrevrangebylex', -4, 'readonly', range({ kind: 'lex', reverse: true })),
  row('zrangestore', -5, 'write denyoom', storeRange, [1, 2, 1]),
  row('zcount', 4, 'readonly fast', countRange('score')),
  row('zlexcount', 4, 'readonly fast', countRange('lex')),
  row('zremrangebyrank', 4, 'write', removeRange('rank')),
  row('zremrangebyscore', 4, 'write', removeRange('score')),
  row('zremrangebylex', 4, 'write', removeRange('lex')),
]
