/** Sorted sets: unions, intersections and differences, with weights. */
import { syntaxError, wrongType } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { MemberSet } from '../values/member-set.ts'
import { float, integer } from '../values/numbers.ts'
import { type Scored, SortedSet } from '../values/sorted-set.ts'
import { Words } from './options.ts'
import { keyless, row, type Row, type Scene } from './row.ts'
import { limitOf } from './several-keys.ts'
import { withScores } from './sorted-ranges.ts'

type Name = 'union' | 'inter' | 'diff'

type Aggregate = (a: number, b: number) => number

/** What one key holds: members and their scores. */
type Source = ReadonlyMap<string, number>

type Query = {
  readonly sources: readonly Source[]
  readonly weights: readonly number[]
  readonly aggregate: Aggregate
  readonly withScores: boolean
}

/** Infinities of both signs are nought together, as Redis has it. */
const sum: Aggregate = (a, b) => (Number.isNaN(a + b) ? 0 : a + b)

const aggregates: Readonly<Record<string, Aggregate | undefined>> = {
  SUM: sum,
  MIN: (a, b) => Math.min(a, b),
  MAX: (a, b) => Math.max(a, b),
}

type Command = { readonly command: string; readonly name: Name; readonly stores: boolean }

/** Reads `numkeys key …`, and what the keys hold. */
function sourcesOf(command: string, words: readonly string[], scene: Scene) {
  const number = integer(words[0])
  if (number < 1) {
    throw new Failure(`ERR at least 1 input key is needed for '${command}' command`)
  }
  if (number > words.length - 1) throw syntaxError()
  const sources = words.slice(1, 1 + number).map(key => scoresAt(key, scene))
  return { sources, weights: sources.map(() => 1), options: new Words(words, 1 + number) }
}

function queryOf(
  { command, name, stores }: Command,
  words: readonly string[],
  scene: Scene,
): Query {
  const { sources, weights, options } = sourcesOf(command, words, scene)
  const query: Query = { sources, weights, aggregate: sum, withScores: false }
  while (options.left > 0) Object.assign(query, optionOf(options, name, sources.length, stores))
  return query
}

function optionOf(options: Words, name: Name, keys: number, stores: boolean): Partial<Query> {
  const option = options.option()
  if (option === 'WEIGHTS' && name !== 'diff' && options.left >= keys) {
    const isNone = (): Failure => new Failure('ERR weight value is not a float')
    return { weights: Array.from({ length: keys }, () => float(options.take(), isNone)) }
  }
  if (option === 'AGGREGATE' && name !== 'diff' && options.left > 0) {
    const aggregate = aggregates[options.option()]
    if (aggregate !== undefined) return { aggregate }
  }
  if (option === 'WITHSCORES' && !stores) return { withScores: true }
  throw syntaxError()
}

/** A sorted set, or a set, whose members count 1 each. */
function scoresAt(key: string, { db }: Scene): Source {
  const value = db.get(key)
  if (value === undefined) return new Map()
  if (value instanceof SortedSet) {
    return new Map(value.row.map(({ member, score }) => [member, score]))
  }
  if (!(value instanceof MemberSet)) throw wrongType()
  return new Map(value.members().map(member => [member, 1]))
}

function combine(
  name: Name,
  { sources, weights, aggregate }: Omit<Query, 'withScores'>,
): SortedSet {
  const members = name === 'union' ? sources.flatMap(each => [...each.keys()]) : sources[0].keys()
  const wanted = [...new Set(members)].filter(member => belongs(name, sources, member))
  return new SortedSet(
    wanted.map(member => ({ member, score: total(sources, member, { weights, aggregate }) })),
  )
}

function belongs(name: Name, sources: readonly Source[], member: string): boolean {
  if (name === 'union') return true
  const others = sources.slice(1)
  if (name === 'inter') return others.every(source => source.has(member))
  return !others.some(source => source.has(member))
}

function total(
  sources: readonly Source[],
  member: string,
  { weights, aggregate }: Pick<Query, 'weights' | 'aggregate'>,
): number {
  const scores = sources.flatMap((source, i) => {
    const score = source.get(member)
    if (score === undefined) return []
    const weighted = score * weights[i]
    return [Number.isNaN(weighted) ? 0 : weighted]
  })
  return scores.reduce(aggregate)
}

const combined =
  (command: string, name: Name) =>
  (words: readonly string[], scene: Scene): Reply => {
    const query = queryOf({ command, name, stores: false }, words, scene)
    const { row: found } = combine(name, query)
    return query.withScores ? withScores(found) : found.map(({ member }: Scored) => member)
  }

const stored =
  (command: string, name: Name) =>
  ([target, ...words]: readonly string[], scene: Scene): Reply => {
    const result = combine(name, queryOf({ command, name, stores: true }, words, scene))
    if (result.size === 0) scene.db.delete(target)
    else scene.db.set(target, result)
    return result.size
  }

function intersectionSize(words: readonly string[], scene: Scene): Reply {
  const { sources, weights, options } = sourcesOf('zintercard', words, scene)
  const limit = limitOf(options)
  return Math.min(limit, combine('inter', { sources, weights, aggregate: sum }).size)
}

/** Commands for several sorted sets. */
export const sortedAlgebra: readonly Row[] = [
  keyless('zunion', -3, 'readonly movablekeys', combined('zunion', 'union')),
  keyless('zinter', -3, 'readonly movablekeys', combined('zinter', 'inter')),
  keyless('zdiff', -3, 'readonly movablekeys', combined('zdiff', 'diff')),
  row('zunionstore', -4, 'write denyoom movablekeys', stored('zunionstore', 'union')),
  row('zinterstore', -4, 'write denyoom movablekeys', stored('zinterstore', 'inter')),
  row('zdiffstore', -4, 'write denyoom movablekeys', stored('zdiffstore', 'diff')),
  keyless('zintercard', -3, 'readonly movablekeys', intersectionSize),
]
