/** What stands in the parentheses of a goal: frozen, as code, and as JSON. */
import { Fault } from '../../faults/fault.ts'
import { quoted } from '../../faults/sentence.ts'
import { Condition } from '../../faults/condition.ts'
import { isRecord } from '../../kernel/schema.ts'
import { isMarked } from './mark.ts'

/** The same, and nobody can change it. Options left undefined are left out. */
export function frozen<T>(part: T): T {
  if (Array.isArray(part)) return Object.freeze(part.map(frozen)) as T
  if (!isRecord(part) || isSentence(part)) return part
  const said = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.freeze(Object.fromEntries(said.map(([name, value]) => [name, frozen(value)]))) as T
}

/** As it is written in a spec. A fault stands there as the sentence that declares it. */
export function inCode(part: unknown): string {
  if (isWord(part)) return part.toString()
  if (isSentence(part)) return quoted(String(part))
  if (typeof part === 'string') return quoted(part)
  if (Array.isArray(part)) return `[${part.map(inCode).join(', ')}]`
  if (!isRecord(part)) return String(part)
  const options = Object.entries(part).map(([name, value]) => `${keyOf(name)}: ${inCode(value)}`)
  return options.length === 0 ? '{}' : `{ ${options.join(', ')} }`
}

/** As JSON holds it: faults, conditions and goals as data, what else declares a fault as text. */
export function inJson(part: unknown): unknown {
  if (isWord(part)) return part.toJSON()
  if (isSentence(part)) return String(part)
  if (Array.isArray(part)) return part.map(inJson)
  if (!isRecord(part)) return part
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, inJson(value)]))
}

/** What is written in words of its own, and can be made again of its data. */
const isWord = (part: unknown): part is { toJSON(): unknown; toString(): string } =>
  part instanceof Fault || part instanceof Condition || isMarked(part)

/** Something that says which fault is meant by what it prints: a fault, also of another copy. */
const isSentence = (part: unknown): boolean =>
  isRecord(part) && part.toString !== Object.prototype.toString

const keyOf = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name)
