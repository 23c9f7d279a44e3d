/** Walks through keys, fields and members, some at a time. */
import { notAnInteger, syntaxError } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import { globMatches } from '../values/glob.ts'
import { asInteger, formatDouble } from '../values/numbers.ts'
import { Words } from './options.ts'
import { keyless, row, type Row, type Scene } from './row.ts'

type Options = { readonly match: string; readonly count: number; readonly type?: string }

function scanKeys([cursor, ...words]: readonly string[], { db }: Scene): Reply {
  const after = cursorOf(cursor)
  const { match, count, type } = optionsOf(words, true)
  const { keys, next } = db.scan(after, count)
  const fits = (key: string): boolean =>
    globMatches(match, key) && (type === undefined || db.peek(key)?.value.kind === type)
  return [String(next), keys.filter(fits)]
}

type Step = { readonly keys: readonly string[]; readonly next: number }

/** HSCAN, SSCAN and ZSCAN: how a step is made, and what is told of each that fits. */
const scanWithin =
  (walk: (key: string, scene: Scene) => Walk | undefined) =>
  ([key, cursor, ...words]: readonly string[], scene: Scene): Reply => {
    const after = cursorOf(cursor)
    const found = walk(key, scene)
    if (found === undefined) return ['0', []]
    const { match, count } = optionsOf(words, false)
    const { keys, next } = found.step(after, count)
    const fitting = keys.filter(each => globMatches(match, each))
    return [String(next), fitting.flatMap(found.told)]
  }

type Walk = {
  readonly step: (after: number, count: number) => Step
  readonly told: (member: string) => readonly string[]
}

const scanHash = scanWithin((key, { db }) => {
  const hash = db.read(key, 'hash')
  if (hash === undefined) return undefined
  const isSmall = hash.encoding === 'listpack'
  return {
    // What is small is walked in one step, as Redis does.
    step: (after, count) => hash.fields.scan(isSmall ? 0 : after, isSmall ? Infinity : count),
    told: field => [field, hash.fields.get(field) ?? ''],
  }
})

const scanSet = scanWithin((key, { db }) => {
  const set = db.read(key, 'set')
  return set && { step: (after, count) => set.scan(after, count), told: member => [member] }
})

const scanSortedSet = scanWithin((key, { db }) => {
  const set = db.read(key, 'zset')
  return (
    set && {
      step: (after, count) => set.scan(after, count),
      told: member => [member, formatDouble(set.score(member) ?? 0)],
    }
  )
})

function cursorOf(text: string): number {
  if (!/^\d{1,20}$/.test(text)) throw new Failure('ERR invalid cursor')
  return Number(text)
}

function optionsOf(words: readonly string[], hasTypes: boolean): Options {
  const options = new Words(words)
  const result: Options = { match: '*', count: 10 }
  while (options.left > 0) Object.assign(result, optionOf(options, hasTypes))
  return result
}

function optionOf(options: Words, hasTypes: boolean): Partial<Options> {
  const option = options.option()
  const text = options.take()
  if (option === 'MATCH') return { match: text }
  if (option === 'COUNT') return { count: countOf(text) }
  if (option === 'TYPE' && hasTypes) return { type: text.toLowerCase() }
  throw syntaxError()
}

function countOf(text: string): number {
  const count = asInteger(text)
  if (count === undefined) throw notAnInteger()
  if (count < 1n) throw syntaxError()
  return Number(count)
}

/** SCAN and its relatives. */
export const scans: readonly Row[] = [
  keyless('scan', -2, 'readonly', scanKeys),
  row('hscan', -3, 'readonly', scanHash),
  row('sscan', -3, 'readonly', scanSet),
  row('zscan', -3, 'readonly', scanSortedSet),
]
