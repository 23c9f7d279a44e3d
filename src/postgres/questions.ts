/** What a spec or a goal asks the database: at once, and outside of all that clients do. */
import { UsageError } from '../kernel/errors.ts'
import { columnsOf, rowOf } from './backend/backend.ts'
import { type Names, PreparedStatements } from './prepared.ts'
import type { Party } from './transactions/party.ts'
import type { Performer } from './transactions/performer.ts'
import { none } from './transactions/settings.ts'
import { firstError } from './wire/answers.ts'
import { concat, cString, int16, int32, utf8 } from './wire/bytes.ts'
import { type Frame, frame } from './wire/frame.ts'

/** Asks the database as a session that is always there and never in a transaction. */
export class Questions {
  readonly #performer: Performer
  readonly #prepared: PreparedStatements
  readonly #party: Party = { id: 0, transaction: undefined, settings: none, streaming: false }

  constructor(performer: Performer, names: Names) {
    this.#performer = performer
    this.#prepared = new PreparedStatements(0, names)
  }

  /** The rows of one statement. */
  ask(sql: string, params: readonly unknown[]): readonly Record<string, unknown>[] {
    const batch = this.#prepared.batch(messagesOf(sql, params), 'sync')
    const outcome = this.#performer.perform(this.#party, batch)
    if (outcome.kind === 'waits') throw blocked(sql, outcome.lock)
    if (outcome.kind === 'held up') throw blocked(sql, `the end of session ${outcome.by}`)
    const { frames } = outcome
    const error = firstError(frames)
    if (error !== undefined) throw refused(sql, error.message)
    const description = frames.find(({ kind }) => kind === 'T')
    const columns = description === undefined ? [] : columnsOf(description)
    return frames.filter(({ kind }) => kind === 'D').map(row => asObject(columns, rowOf(row)))
  }
}

type Columns = readonly { name: string; type: number }[]

const asObject = (columns: Columns, row: readonly (string | null)[]): Record<string, unknown> =>
  Object.fromEntries(columns.map(({ name, type }, i) => [name, valueOf(row[i], type)]))

/** A value as JavaScript has it, by the number of its type. */
function valueOf(text: string | null, type: number): unknown {
  if (text === null) return null
  switch (type) {
    case 16: // bool
      return text === 't'
    case 20: // int8, which may be more than a number can say
      return Number.isSafeInteger(Number(text)) ? Number(text) : text
    case 21: // int2
    case 23: // int4
    case 26: // oid
    case 700: // float4
    case 701: // float8
      return Number(text)
    case 114: // json
    case 3802: // jsonb
      return JSON.parse(text)
    default:
      return text
  }
}

/** A question in the extended protocol, with its parameters as text. */
function messagesOf(sql: string, params: readonly unknown[]): Frame[] {
  const values = params.map(textFor).map(value => {
    if (value === null) return int32(-1)
    const bytes = utf8(value)
    return concat([int32(bytes.length), bytes])
  })
  return [
    frame('P', cString(''), cString(sql), int16(0)),
    frame('B', cString(''), cString(''), int16(0), int16(values.length), ...values, int16(0)),
    frame('D', utf8('P'), cString('')),
    frame('E', cString(''), int32(0)),
    frame('S'),
  ]
}

function textFor(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  return typeof value === 'bigint' ? `${value}` : JSON.stringify(value)
}

const refused = (sql: string, message: string): UsageError =>
  new UsageError({
    what: `PostgreSQL answers: ${message}`,
    where: `query(${JSON.stringify(sql)})`,
    fix: 'ask one statement that is right for the schema; $1, $2 … stand for params',
  })

const blocked = (sql: string, lock: string): UsageError =>
  new UsageError({
    what: `the question would have to wait for ${lock}, and what is asked is answered at once`,
    where: `query(${JSON.stringify(sql)})`,
    fix: 'ask without changing or locking rows, or when the transactions of clients have ended',
  })
