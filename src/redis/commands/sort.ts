/** SORT: the items of a list, set or sorted set in order, or what other keys hold for them. */
import { compareText } from '../../kernel/compare-text.ts'
import { syntaxError, wrongType } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { List } from '../values/list.ts'
import { asFloat, integer } from '../values/numbers.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'

type Options = {
  readonly by: string | undefined
  readonly limit: { readonly offset: number; readonly count: number } | undefined
  readonly gets: readonly string[]
  readonly isReversed: boolean
  readonly isText: boolean
  readonly target: string | undefined
}

const sort =
  (mayStore: boolean) =>
  ([key, ...words]: readonly string[], scene: Scene): Reply => {
    const options = optionsOf(words, mayStore)
    const items = limited(ordered(itemsAt(key, scene), options, scene), options)
    const found = items.flatMap(item =>
      options.gets.length === 0 ? [item] : options.gets.map(get => lookedUp(get, item, scene)),
    )
    if (options.target === undefined) return found
    if (found.length === 0) scene.db.delete(options.target)
    else scene.db.set(options.target, new List(found.map(item => item ?? '')))
    return found.length
  }

function itemsAt(key: string, { db }: Scene): readonly string[] {
  const value = db.get(key)
  if (value === undefined) return []
  if (value.kind === 'list') return value.items
  if (value.kind === 'set') return value.members()
  if (value.kind === 'zset') return value.row.map(({ member }) => member)
  throw wrongType()
}

function ordered(items: readonly string[], options: Options, scene: Scene): readonly string[] {
  const { by, isText, isReversed } = options
  // A pattern without a star names no key: the items stay as they are.
  if (by?.includes('*') === false) return isReversed ? items.toReversed() : items
  const weighed = items.map(item => ({
    item,
    weight: by === undefined ? item : lookedUp(by, item, scene),
  }))
  const numbers = isText ? undefined : weighed.map(({ weight }) => numberOf(weight))
  const compared = weighed.map((each, i) => ({ ...each, number: numbers?.[i] ?? 0 }))
  compared.sort((a, b) => {
    const order = isText ? compareText(a.weight ?? '', b.weight ?? '') : a.number - b.number
    return order === 0 && by === undefined ? compareText(a.item, b.item) : order
  })
  const sorted = compared.map(({ item }) => item)
  return isReversed ? sorted.toReversed() : sorted
}

function numberOf(text: string | null): number {
  const value = text === null || text === '' ? 0 : asFloat(text)
  if (value === undefined) {
    throw new Failure("ERR One or more scores can't be converted into double")
  }
  return value
}

const limited = (items: readonly string[], { limit }: Options): readonly string[] => {
  if (limit === undefined) return items
  const start = Math.max(0, limit.offset)
  return items.slice(start, limit.count < 0 ? undefined : start + limit.count)
}

/** What a pattern names for an item: `*` is the item, `->` comes before a field of a hash. */
function lookedUp(pattern: string, item: string, { db }: Scene): string | null {
  if (pattern === '#') return item
  if (!pattern.includes('*')) return null
  const arrow = pattern.indexOf('->', pattern.indexOf('*'))
  const hasField = arrow >= 0 && arrow + 2 < pattern.length
  const key = (hasField ? pattern.slice(0, arrow) : pattern).replace('*', () => item)
  const value = db.get(key)
  if (hasField)
    return value?.kind === 'hash' ? (value.fields.get(pattern.slice(arrow + 2)) ?? null) : null
  return value?.kind === 'string' ? value.text : null
}

function optionsOf(words: readonly string[], mayStore: boolean): Options {
  const options = new Words(words)
  const result: Options = {
    by: undefined,
    limit: undefined,
    gets: [],
    isReversed: false,
    isText: false,
    target: undefined,
  }
  while (options.left > 0) Object.assign(result, optionOf(options, result, mayStore))
  return result
}

function optionOf(options: Words, { gets }: Options, mayStore: boolean): Partial<Options> {
  const option = options.option()
  if (option === 'ASC') return { isReversed: false }
  if (option === 'DESC') return { isReversed: true }
  if (option === 'ALPHA') return { isText: true }
  if (option === 'BY') return { by: options.take() }
  if (option === 'GET') return { gets: [...gets, options.take()] }
  if (option === 'STORE' && mayStore) return { target: options.take() }
  if (option !== 'LIMIT' || options.left < 2) throw syntaxError()
  return { limit: { offset: integer(options.take()), count: integer(options.take()) } }
}

/** SORT and SORT_RO. */
export const sorting: readonly Row[] = [
  row('sort', -2, 'write denyoom movablekeys', sort(true)),
  row('sort_ro', -2, 'readonly movablekeys', sort(false)),
]
