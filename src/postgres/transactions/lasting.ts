/** The functions that may leave something behind in a transaction, by what the catalog says. */
import type { Backend } from '../backend/backend.ts'
import { harmless } from '../sql/meaning.ts'

/** Knows the volatile functions of a database: PostgreSQL's, and those the schema makes. */
export class LastingFunctions {
  readonly #backend: Backend
  #names: ReadonlySet<string> | undefined

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Takes notice that there may be other functions now. */
  changed(): void {
    this.#names = undefined
  }

  /** Their names; one that is volatile in any of its forms is among them. */
  get names(): ReadonlySet<string> {
    this.#names ??= new Set(this.#ask())
    return this.#names
  }

  #ask(): string[] {
    const rows = this.#backend.ask(`select distinct proname from pg_proc where provolatile = 'v'`)
    return rows.map(([name]) => `${name}`).filter(name => !harmless.includes(name))
  }
}
