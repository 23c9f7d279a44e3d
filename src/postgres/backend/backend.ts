/** The one PostgreSQL of this process: messages in, messages out, within one call. */
import { invariant, UsageError } from '../../kernel/errors.ts'
import type { Prepared } from '../batch.ts'
import { errorOf, firstError } from '../wire/answers.ts'
import { concat, readInt16, readInt32, readText, textOf } from '../wire/bytes.ts'
import { type Frame, framesOf, joined, queryFrame } from '../wire/frame.ts'
import { atMoment } from './held-world.ts'
import { cancelStatement, drawFrom, type Pglite } from './module.ts'

/** What came of messages: the answer, and the lock that was in the way if one was. */
export type Outcome = {
  readonly frames: readonly Frame[]
  /** The lock a statement would have waited for: `ShareLock on transaction 754`. */
  readonly blockedOn?: string
  /** What it was about when it would have waited: `while updating tuple (0,1) in relation "a"`. */
  readonly blockedWhile?: string
}

/** One row of text, as it was answered; null where the database has none. */
export type Row = readonly (string | null)[]

/** The backend of this process, which `startBackend` starts; servers take it in turn. */
export class Backend {
  /** The statements that are prepared in it, by the names they have there. */
  readonly prepared = new Map<string, Prepared>()
  /** What it begins a run with: the statements of `startBackend`. */
  readonly schema: string
  readonly seed: string
  /** Whether tables or functions have changed since the schema was made. */
  catalogChanged = false
  /** The user's tables, as SQL names them. */
  tables: readonly string[] = []
  /** How many servers have had it: the latest has it now. */
  servers = 0
  /** Whether the schema itself puts rows into tables. */
  schemaFills = false
  readonly #pglite: Pglite
  #byte: () => number = () => 0
  #blockedOn: string | undefined
  #blockedWhile: string | undefined
  #clockMs = 0
  #parameters: ReadonlyMap<string, string> | undefined

  /** @param pglite what `listening` was given as its messages for the log */
  constructor(pglite: Pglite, { schema, seed }: { schema: string; seed: string }) {
    this.#pglite = pglite
    this.schema = schema
    this.seed = seed
    drawFrom(pglite.Module, () => this.#byte())
  }

  /** Where the clock of the backend stands from now on, in milliseconds since 1970. */
  setClock(ms: number): void {
    this.#clockMs = ms
  }

  /** Where its chance comes from: bytes from 0 to 255. */
  setChance(byte: () => number): void {
    this.#byte = byte
  }

  /** Takes messages and answers them, now. */
  run(frames: readonly Frame[]): Outcome {
    this.#blockedOn = undefined
    this.#blockedWhile = undefined
    for (const frame of frames) this.#forget(frame)
    const answer: Uint8Array[] = []
    const message = joined(frames)
    atMoment(this.#clockMs, () => {
      // Without a file system to bring up to date it has ended when it returns.
      void this.#pglite.execProtocolRawStream(message, {
        syncToFs: false,
        onRawData: bytes => answer.push(bytes.slice()),
      })
    })
    const outcome = { frames: framesOf(concat(answer)) }
    const [blockedOn, blockedWhile] = [this.#blockedOn, this.#blockedWhile]
    if (blockedOn === undefined) return outcome
    return { ...outcome, blockedOn, ...(blockedWhile !== undefined && { blockedWhile }) }
  }

  /** Takes notice of what a message has the backend forget. */
  #forget({ kind, bytes }: Frame): void {
    if (kind === 'Q' || (kind === 'P' && bytes[5] === 0)) this.prepared.delete('')
    if (kind === 'C') this.prepared.delete(readText(bytes, 6).text)
  }

  /** Does statements of our own, which must succeed, and answers the rows of the last. */
  ask(sql: string): Row[] {
    const { frames } = this.run([queryFrame(sql)])
    const error = firstError(frames)
    invariant(error === undefined, `PostgreSQL refuses ${sql}: ${error?.message}`)
    return frames.filter(({ kind }) => kind === 'D').map(rowOf)
  }

  /** What a PostgreSQL tells each client of itself. */
  get parameters(): ReadonlyMap<string, string> {
    this.#parameters ??= new Map(
      this.ask(parameters).map(([name, value]) => [`${name}`, `${value}`]),
    )
    return this.#parameters
  }

  /** Does statements of the user's, of which one may be wrong. */
  apply(sql: string, where: string): void {
    const failed = this.run([queryFrame(sql)]).frames.find(({ kind }) => kind === 'E')
    if (failed === undefined) return
    const { message, detail, hint } = errorOf(failed)
    const what = `PostgreSQL refuses it: ${[message, detail].filter(Boolean).join('; ')}`
    throw new UsageError({ what, where, fix: hint ?? 'try it in psql, and mend it there' })
  }

  /** Hears what the backend writes to its log: there it says that a statement waits for a lock. */
  heard(line: string): void {
    const waits = /still waiting for (.+?) after [\d.]+ ms/.exec(line)
    const context = /CONTEXT: {2}(.*)/.exec(line)
    if (context !== null && this.#blockedOn !== undefined) this.#blockedWhile ??= context[1]
    if (waits === null) return
    this.#blockedOn = waits[1]
    cancelStatement(this.#pglite.Module)
  }
}

/** The settings that the protocol has a server tell. */
const parameters = `select name, setting from pg_settings where name in ('server_version',
  'server_encoding', 'client_encoding', 'DateStyle', 'IntervalStyle', 'TimeZone',
  'integer_datetimes', 'standard_conforming_strings', 'is_superuser', 'session_authorization',
  'default_transaction_read_only', 'in_hot_standby') order by name`

/** The texts of a row. */
export function rowOf({ bytes }: Frame): Row {
  const row: (string | null)[] = []
  let at = 7
  for (let column = readInt16(bytes, 5); column > 0; column--) {
    const length = readInt32(bytes, at)
    at += 4
    row.push(length < 0 ? null : textOf(bytes, at, at + length))
    at += Math.max(0, length)
  }
  return row
}

/** The columns of an answer: their names, and the numbers of their types. */
export function columnsOf({ bytes }: Frame): { name: string; type: number }[] {
  const columns = []
  let at = 7
  for (let left = readInt16(bytes, 5); left > 0; left--) {
    const { text: name, next } = readText(bytes, at)
    columns.push({ name, type: readInt32(bytes, next + 6) })
    at = next + 18
  }
  return columns
}
