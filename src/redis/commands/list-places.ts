/** Where an item is in a list. */
import { syntaxError } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { count, integer } from '../values/numbers.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'

type Options = { readonly rank: number; readonly count?: number; readonly most: number }

function places([key, item, ...words]: readonly string[], { db }: Scene): Reply {
  const { rank, count: wantedCount, most } = optionsOf(words)
  const items = db.read(key, 'list')?.items ?? []
  const wanted = wantedCount === undefined ? 1 : wantedCount || Infinity
  const found: number[] = []
  let skip = Math.abs(rank) - 1
  for (let step = 0; step < Math.min(items.length, most) && found.length < wanted; step++) {
    const at = rank > 0 ? step : items.length - 1 - step
    if (items[at] === item && skip-- <= 0) found.push(at)
  }
  return wantedCount === undefined ? (found[0] ?? null) : found
}

function optionsOf(words: readonly string[]): Options {
  const options = new Words(words)
  const result: Options = { rank: 1, most: Infinity }
  while (options.left > 0) Object.assign(result, optionOf(options))
  return result
}

function optionOf(options: Words): Partial<Options> {
  const option = options.option()
  const text = options.take()
  if (option === 'RANK') return { rank: rankOf(text) }
  if (option === 'COUNT') return { count: notNegative(text, 'COUNT') }
  if (option === 'MAXLEN') return { most: notNegative(text, 'MAXLEN') || Infinity }
  throw syntaxError()
}

function rankOf(text: string): number {
  const rank = integer(text)
  if (rank !== 0) return rank
  throw new Failure(
    "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use " +
      'negative to start from the end of the list',
  )
}

const notNegative = (text: string, name: string): number =>
  count(text, () => new Failure(`ERR ${name} can't be negative`))

/** LPOS. */
export const listPlaces: readonly Row[] = [row('lpos', -3, 'readonly', places)]
