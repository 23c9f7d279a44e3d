/** One session as the stage knows it: whoever has a transaction and settings. */
import type { Settings } from './settings.ts'
import type { Transaction } from './transaction.ts'

/** Whoever does statements: a session, or the server itself when a spec asks. */
export type Party = {
  /** Its number, which clients see as the process id. */
  readonly id: number
  /** The transaction it has open. */
  transaction: Transaction | undefined
  settings: Settings
  /** Whether the backend is within messages of it that Sync has not ended. */
  streaming: boolean
}
