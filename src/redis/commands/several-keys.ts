/** Commands that write how many keys they have before they write the keys. */
import { syntaxError } from '../protocol/failures.ts'
import { Failure } from '../protocol/reply.ts'
import { asInteger } from '../values/numbers.ts'
import { Words } from './options.ts'

const notPositive = (what: string): Failure => new Failure(`ERR ${what} should be greater than 0`)

function positive(text: string, what: string): number {
  const value = asInteger(text)
  if (value === undefined || value <= 0n) throw notPositive(what)
  return Number(value)
}

/** Keys, then which end or extreme, and how many: `2 a b LEFT COUNT 3`. */
export type Several = {
  readonly keys: readonly string[]
  readonly option: string
  readonly count: number
}

/** Reads what LMPOP and ZMPOP have behind their names. */
export function severalKeys(words: readonly string[]): Several {
  const number = positive(words[0], 'numkeys')
  if (number >= words.length - 1) throw syntaxError()
  const rest = new Words(words, 1 + number)
  const option = rest.take()
  let count: number | undefined
  while (rest.left > 0) {
    if (rest.option() !== 'COUNT' || count !== undefined) throw syntaxError()
    count = positive(rest.take(), 'count')
  }
  return { keys: words.slice(1, 1 + number), option, count: count ?? 1 }
}

/** So many keys, and what is behind them. */
export type Counted = { readonly keys: readonly string[]; readonly rest: Words }

/** Reads `numkeys key …` of SINTERCARD. */
export function countedKeys(words: readonly string[]): Counted {
  const number = positive(words[0], 'numkeys')
  if (number > words.length - 1) {
    throw new Failure("ERR Number of keys can't be greater than number of args")
  }
  return { keys: words.slice(1, 1 + number), rest: new Words(words, 1 + number) }
}

/** Reads the one option of SINTERCARD and ZINTERCARD: how many to count at most; 0 is no bound. */
export function limitOf(rest: Words): number {
  let limit = 0
  while (rest.left > 0) {
    if (rest.option() !== 'LIMIT') throw syntaxError()
    const value = asInteger(rest.take())
    if (value === undefined || value < 0n) throw new Failure("ERR LIMIT can't be negative")
    limit = Number(value)
  }
  return limit || Infinity
}
