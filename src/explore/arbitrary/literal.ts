/** Values as a person would write them in a program: what is printed evaluates to the same. */
import fc from 'fast-check'
import { quoted } from '../../faults/sentence.ts'
import { isRecord } from '../../kernel/schema.ts'

/** Plain data as source code: `{ timeout: '50ms', attempts: 3 }`. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (!isRecord(value)) return Object.is(value, -0) ? '-0' : String(value)
  const entries = Object.entries(value).map(([name, inner]) => `${key(name)}: ${literal(inner)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** In brackets, since `__proto__: …` would set the prototype. */
const key = (name: string): string => {
  if (name === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

/** The same object, for fast-check to print as source code; a copy of it knows nothing of that. */
export function printedAs<T extends object>(value: T, text: string): T {
  return Object.freeze(Object.defineProperty(value, fc.toStringMethod, { value: () => text }))
}
