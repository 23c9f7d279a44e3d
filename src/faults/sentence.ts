/** Names and values in the sentences that declare faults: pasting one makes the same fault. */
import { printable } from '../kernel/printable.ts'
import { isRecord } from '../kernel/schema.ts'

/** A name between quotes, as source code has it. */
export function quoted(name: string): string {
  const inside = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${printable(inside)}'`
}

/** Plain data as source code: `{ timeout: '50ms', attempts: 3 }`. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (isWord(value)) return value.toString()
  if (!isRecord(value)) return Object.is(value, -0) ? '-0' : String(value)
  const entries = Object.entries(value).map(([name, inner]) => `${key(name)}: ${literal(inner)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** Whether it prints as it is written; a name of plain data may be `toString`, too. */
const isWord = (value: unknown): value is { toString(): string } =>
  isRecord(value) &&
  typeof value.toString === 'function' &&
  value.toString !== Object.prototype.toString

/** In brackets, since `__proto__: …` would set the prototype. */
const key = (name: string): string => {
  if (name === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}
