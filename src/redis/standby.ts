/**
 * A replica that is some time behind. It hears of what keys hold, once for each turn, so that a
 * transaction or a script comes to it as a whole; and it takes over with what it has heard.
 */
import type { Keyspace } from './keyspace/keyspace.ts'
import { copyOf, type Value } from './values/value.ts'

/** What a key held after a turn; null where it was gone. */
type Copy = { readonly value: Value; readonly expiresAt: number | undefined } | null

/** One key, as it stood after a turn. */
type News = {
  readonly at: number
  readonly database: number
  readonly key: string
  readonly copy: Copy
}

/** The replica of one server. */
export class Standby {
  readonly #lagMs: number
  readonly #databases: readonly Keyspace[]
  /** What it has, by database and key. */
  readonly #has: readonly Map<string, Copy>[]
  /** What is on its way to it, the oldest first. */
  #news: News[] = []
  readonly #touched = new Map<Keyspace, Set<string>>()

  constructor(databases: readonly Keyspace[], lagMs: number) {
    this.#lagMs = lagMs
    this.#databases = databases
    this.#has = databases.map(() => new Map<string, Copy>())
  }

  /** A key holds something else, or may. */
  changed(keyspace: Keyspace, key: string): void {
    const keys = this.#touched.get(keyspace)
    if (keys === undefined) this.#touched.set(keyspace, new Set([key]))
    else keys.add(key)
  }

  /** A turn has ended: what it changed sets out. */
  turned(now: number): void {
    for (const [keyspace, keys] of this.#touched) {
      const database = this.#databases.indexOf(keyspace)
      for (const key of keys) {
        this.#news.push({ at: now, database, key, copy: copied(keyspace, key) })
      }
    }
    this.#touched.clear()
    this.#hear(now)
  }

  /** Has the databases hold what it has heard of, and what that was told since is lost. */
  takeOver(now: number): void {
    this.#hear(now)
    this.#news = []
    this.#databases.forEach((keyspace, database) => {
      keyspace.clear()
      for (const [key, copy] of this.#has[database]) {
        if (copy !== null) keyspace.set(key, copyOf(copy.value), copy.expiresAt)
      }
    })
    this.#touched.clear()
  }

  #hear(now: number): void {
    const known = this.#news.findIndex(({ at }) => at > now - this.#lagMs)
    for (const { database, key, copy } of this.#news.splice(0, known < 0 ? Infinity : known)) {
      if (copy === null) this.#has[database].delete(key)
      else this.#has[database].set(key, copy)
    }
  }
}

function copied(keyspace: Keyspace, key: string): Copy {
  const entry = keyspace.peek(key)
  return entry === undefined ? null : { value: copyOf(entry.value), expiresAt: entry.expiresAt }
}
