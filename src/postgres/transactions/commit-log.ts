/** What has been committed, in order, so that a standby can be where it was some time ago. */
import type { Backend } from '../backend/backend.ts'
import type { Chance } from './chance.ts'
import { exchange } from './exchange.ts'
import type { SequenceBook } from './sequences.ts'
import type { Entry } from './transaction.ts'

/** One commit: of a transaction, or of a statement alone. */
export type Commit = {
  /** When it was committed, in milliseconds since 1970. */
  readonly at: number
  /** When its transaction began; undefined for a statement alone. */
  readonly began?: number
  readonly begin?: string
  readonly entries: readonly Entry[]
}

/** The most commits that are kept: more would take minutes to do again. */
const MOST_COMMITS = 100_000

/** The commits of a run. */
export class CommitLog {
  readonly #commits: Commit[] = []

  /** Whether there were more than are kept, and a standby cannot be made of them. */
  get isFull(): boolean {
    return this.#commits.length >= MOST_COMMITS
  }

  /** Takes a commit down, unless it has changed nothing. */
  add(commit: Commit): void {
    const entries = commit.entries.filter(({ plain }) => !plain)
    if (entries.length > 0 && !this.isFull) this.#commits.push({ ...commit, entries })
  }

  /** Forgets all that was committed after a moment, and tells it. */
  cut(after: number): readonly Commit[] {
    const from = this.#commits.findIndex(({ at }) => at > after)
    return from < 0 ? [] : this.#commits.splice(from)
  }

  /** Does all of it again, in a database that holds the seed alone. */
  replay(ground: { backend: Backend; chance: Chance; sequences: SequenceBook }): void {
    const { backend, chance, sequences } = ground
    for (const { began, begin, entries } of this.#commits) {
      backend.setClock(began ?? 0)
      if (begin !== undefined) backend.ask(begin)
      for (const entry of entries) {
        backend.setClock(entry.at)
        sequences.restore(entry.sequences)
        if (entry.seed !== undefined) backend.ask(`select setseed(${entry.seed})`)
        chance.again(entry.drawn)
        exchange(backend, entry.steps, true)
      }
      if (begin !== undefined) backend.ask('commit')
    }
    chance.again([])
  }
}
