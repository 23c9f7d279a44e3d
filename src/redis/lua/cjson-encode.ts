/** `cjson.encode`: values of Lua as JSON, as Redis writes it. */
import { formatGeneral } from '../values/numbers.ts'
import { kindOf, LuaError, type LuaTable, type LuaValue, NullValue } from './value.ts'

/** Tables within tables. */
const DEEPEST = 1000

/** An array may have gaps as long as it is short, or half full. */
const SPARSE = { safe: 10, ratio: 2 } as const

/** The JSON of a value. */
export function encodeJson(value: LuaValue): string {
  return encoded(value, 0)
}

function encoded(value: LuaValue, depth: number): string {
  if (value === undefined || value instanceof NullValue) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return number(value)
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Map) return table(value, depth + 1)
  throw new LuaError(`Cannot serialise ${kindOf(value)}: type not supported`)
}

function number(value: number): string {
  if (Number.isFinite(value)) return formatGeneral(value, 14)
  throw new LuaError('Cannot serialise number: must not be NaN or Inf')
}

function table(value: LuaTable, depth: number): string {
  if (depth > DEEPEST) {
    throw new LuaError(`Cannot serialise, excessive nesting (${depth})`)
  }
  const length = arrayLength(value)
  if (length === undefined) {
    const fields = [...value].map(([key, each]) => `${keyText(key)}:${encoded(each, depth)}`)
    return `{${fields.join(',')}}`
  }
  const items = Array.from({ length }, (_, i) => encoded(value.get(i + 1), depth))
  return `[${items.join(',')}]`
}

/** How long an array is; undefined for what is none, such as an empty table. */
function arrayLength(value: LuaTable): number | undefined {
  let most = 0
  for (const key of value.keys()) {
    if (typeof key !== 'number' || key < 1 || !Number.isInteger(key)) return undefined
    most = Math.max(most, key)
  }
  if (most > SPARSE.safe && most > value.size * SPARSE.ratio) {
    throw new LuaError('Cannot serialise table: excessively sparse array')
  }
  return most === 0 ? undefined : most
}

function keyText(key: string | number | boolean): string {
  if (typeof key === 'number') return `"${number(key)}"`
  if (typeof key === 'string') return quoted(key)
  throw new LuaError('Cannot serialise table: table key must be a number or string')
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const quoted = (text: string): string => `"${text.replaceAll(/[^ -~\x80-\xff]|["\\/]/g, escaped)}"`

const escaped = (character: string): string =>
  short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
