/** What a client asks for at once: one simple query, or messages up to Sync or Flush. */
import { canBeRefused } from './sql/meaning.ts'
import { type Statement, statementsOf } from './sql/statements.ts'
import type { Frame } from './wire/frame.ts'

/** A statement that a client has prepared. */
export type Prepared = {
  /** The name the client gave it; the empty one is given again and again. */
  readonly name: string
  /** The name it has in the backend, where those of all sessions stand side by side. */
  readonly backendName: string
  /** The message that prepares it there. */
  readonly parse: Frame
  readonly statements: readonly Statement[]
  readonly sql: string
}

/** One message of a batch, with the statement it needs to find prepared. */
export type Step = {
  readonly frame: Frame
  readonly needs?: Prepared
}

/** What a client asks for at once. */
export type Batch = {
  readonly steps: readonly Step[]
  /** How it ends: a simple query, Sync, or Flush, after which more of the same is to come. */
  readonly ends: 'query' | 'sync' | 'flush'
  /** What it executes, in order; a batch that only prepares or describes has none. */
  readonly statements: readonly Statement[]
  /** The text of what it is about, executed or not. */
  readonly sql: string
}

/** A batch that is one simple query. */
export function queryBatch(frame: Frame, sql: string): Batch {
  return { steps: [{ frame }], ends: 'query', statements: statementsOf(sql), sql }
}

/** Whether others, or the machine, can be in the way of what it executes. */
export const isFallible = ({ statements }: Batch): boolean => statements.some(canBeRefused)
