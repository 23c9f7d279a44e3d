/** A transaction of one session: what it has done, so that it can be put aside and taken up. */
import type { Step } from '../batch.ts'
import type { Frame } from '../wire/frame.ts'
import { saidBy } from './exchange.ts'

/** Something a transaction has done, and all that its doing depended on. */
export type Entry = {
  readonly steps: readonly Step[]
  /** Whether it left nothing behind: to take up the transaction it need not be done again. */
  readonly plain: boolean
  /** What was answered: doing it again must say the same. */
  readonly said: Uint8Array
  /** When it was done, in milliseconds since 1970. */
  readonly at: number
  /** The bytes of chance it drew. */
  readonly drawn: readonly number[]
  /** Where `random()` began, if it was asked. */
  readonly seed?: number
  /** Where the sequences stood before. */
  readonly sequences: Sequences
}

/** Where each sequence stands, as SQL that brings it back there. */
export type Sequences = readonly string[]

/**
 * Where a transaction is. `aside`: the backend knows nothing of it, as it has done nothing that
 * others could feel. `prepared`: the backend keeps its changes and its locks. `on stage`: the next
 * statement of the backend is within it.
 */
export type Whereabouts = 'aside' | 'prepared' | 'on stage'

/** The most a transaction does that can be put aside: more would take long to do again. */
const MOST_ENTRIES = 10_000

/** A transaction that is open. */
export class Transaction {
  /** The statement that began it. */
  readonly begin: string
  /** When, in milliseconds since 1970: what `now()` says within it. */
  readonly at: number
  /** Whether it reads from one snapshot (REPEATABLE READ, SERIALIZABLE). */
  strict: boolean
  where: Whereabouts = 'aside'
  /** Whether a statement has failed: all are refused but those that end it or go back. */
  failed = false
  /** Why it cannot be put aside, and others have to wait for its end. */
  pinned: string | undefined
  /** What the session's settings were, for when it is rolled back; undefined when none changed. */
  settingsBefore: ReadonlyMap<string, string> | undefined
  /** Whether some of them are for the transaction alone. */
  hasLocalSettings = false
  /** Whether it has made or changed tables, functions or sequences. */
  movesCatalog = false
  readonly savepoints: string[] = []
  #journal: Entry[] = []

  constructor(begin: string, at: number, strict: boolean) {
    this.begin = begin
    this.at = at
    this.strict = strict
  }

  /** What it has done so far, in order. */
  get journal(): readonly Entry[] {
    return this.#journal
  }

  /** Whether it has done nothing that others could feel. */
  get traceless(): boolean {
    return !this.strict && this.#journal.every(({ plain }) => plain)
  }

  /** Takes down what it did. */
  add(entry: Entry): void {
    this.#journal.push(entry)
    if (this.#journal.length > MOST_ENTRIES)
      this.pinned ??= `it has more than ${MOST_ENTRIES} steps`
  }

  /** Takes down what the server did in it by itself. */
  addOwn(query: Frame, frames: readonly Frame[], at: number): void {
    const said = saidBy(frames)
    this.add({ steps: [{ frame: query }], plain: false, said, at, drawn: [], sequences: [] })
  }

  /** Takes notice that all it did is undone. */
  undone(): void {
    this.failed = true
    this.where = 'aside'
    this.#journal = []
    this.savepoints.length = 0
  }
}
