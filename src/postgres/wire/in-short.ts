/** What a client asks of a PostgreSQL, in short: for whoever reads what happened. */
import { readInt16, readInt32, readText, textOf } from './bytes.ts'
import { framesOf } from './frame.ts'

/** Where a message says what it says: behind its letter and its length. */
const SAID_AT = 5

/**
 * The statements that some bytes of a connection ask for, with what stands for $1, $2 …; undefined
 * for what is no statement, such as the beginning of a connection.
 */
export function statementsIn(bytes: Uint8Array): string | undefined {
  if (!/[A-Z]/.test(String.fromCharCode(bytes[0]))) return undefined
  const said = framesOf(bytes).flatMap(({ kind, bytes: frame }) => readers[kind]?.(frame) ?? [])
  return said.length === 0 ? undefined : said.join(' ')
}

const readers: { readonly [kind: string]: (frame: Uint8Array) => string[] } = {
  Q: frame => [readText(frame, SAID_AT).text],
  P: frame => [readText(frame, readText(frame, SAID_AT).next).text],
  B: valuesOf,
}

/** The name of a prepared statement, if it has one, and its values: only those that are texts. */
function valuesOf(frame: Uint8Array): string[] {
  const statement = readText(frame, readText(frame, SAID_AT).next)
  const formats = readInt16(frame, statement.next)
  let at = statement.next + 2 + 2 * formats
  const values: string[] = []
  const count = readInt16(frame, at)
  at += 2
  for (let i = 0; i < count; i++) {
    const length = readInt32(frame, at)
    at += 4
    values.push(length < 0 ? 'null' : textOf(frame, at, at + length))
    at += Math.max(0, length)
  }
  const named = statement.text === '' ? [] : [statement.text]
  return values.length === 0 ? named : [...named, `[${values.join(', ')}]`]
}
