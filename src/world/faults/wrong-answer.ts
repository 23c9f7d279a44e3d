/** What a wrong answer says: almost the same, so that it looks fine. */
import { isRecord } from '../../kernel/schema.ts'

/**
 * A copy of an answer in which one value is another: a number if there is one, else a yes or no,
 * else a text. Of an HTTP answer it is one in the body.
 */
export function wrongAnswer(answer: unknown): unknown {
  if (!isHttp(answer)) return changed(answer)
  return { ...answer, body: changed(answer.body) }
}

const isHttp = (answer: unknown): answer is { status: number; body: unknown } =>
  isRecord(answer) && typeof answer['status'] === 'number' && 'body' in answer

function changed(value: unknown): unknown {
  for (const [type, change] of changes) {
    const path = pathTo(value, type)
    if (path !== null) return changedAt(value, path, change)
  }
  return value instanceof Uint8Array ? value.map((byte, i) => (i === 0 ? byte ^ 1 : byte)) : value
}

type Path = readonly string[]

/** What can be changed, what looks finest first. */
const changes: readonly (readonly [type: string, change: (value: never) => unknown])[] = [
  ['number', (value: number) => value + 1],
  ['boolean', (value: boolean) => !value],
  ['string', (value: string) => value.slice(0, -1) + (value.endsWith('x') ? 'y' : 'x')],
]

/** The way to the first value of a type; null where there is none. */
function pathTo(value: unknown, type: string): Path | null {
  if (typeof value === type) return value === '' ? null : []
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return null
  for (const [name, inner] of Object.entries(value)) {
    const path = pathTo(inner, type)
    if (path !== null) return [name, ...path]
  }
  return null
}

function changedAt(value: unknown, path: Path, change: (value: never) => unknown): unknown {
  if (path.length === 0) return change(value as never)
  const [name, ...rest] = path
  if (Array.isArray(value)) {
    return value.map((inner, i) => (String(i) === name ? changedAt(inner, rest, change) : inner))
  }
  return isRecord(value) ? { ...value, [name]: changedAt(value[name], rest, change) } : value
}

const [ZERO, NINE, LOWER_A, LOWER_Z] = [0x30, 0x39, 0x61, 0x7a]

/** Another byte in the text of a value: a digit for a digit, a letter for a letter. */
export function wrongByte(byte: number): number {
  if (byte >= ZERO && byte <= NINE) return byte === NINE ? NINE - 1 : byte + 1
  if (byte >= LOWER_A && byte <= LOWER_Z) return byte === LOWER_Z ? LOWER_Z - 1 : byte + 1
  return byte ^ 1
}
