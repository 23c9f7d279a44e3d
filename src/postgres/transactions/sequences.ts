/** Where sequences stand: they are not rolled back, so what is done again must begin as before. */
import type { Backend } from '../backend/backend.ts'
import type { Sequences } from './transaction.ts'

/** Asks where the sequences of the user stand, and brings them back there. */
export class SequenceBook {
  readonly #backend: Backend
  #question: string | undefined

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Takes notice that there may be other sequences now. */
  changed(): void {
    this.#question = undefined
  }

  /** Where they stand; none where there are none. */
  now(): Sequences {
    this.#question ??= this.#backend.ask(makeQuestion)[0][0] ?? ''
    if (this.#question === '') return []
    return this.#backend.ask(this.#question).map(([setting]) => `${setting}`)
  }

  /** Brings them back to where they stood. */
  restore(sequences: Sequences): void {
    if (sequences.length > 0) this.#backend.ask(`select ${sequences.join(', ')}`)
  }
}

/** Named in full, as a session may look in any schemas first. */
const makeQuestion = `select string_agg(format(
    'select format(''setval(%s, %%s, %%L)'', last_value, is_called) from %I.%I', c.oid, nspname,
    relname), ' union all ') from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind = 'S' and nspname !~ '^pg_temp'`
