/** The entries of a cache, each with the times until which it is good. */
import type { Ms } from '../../kernel/units.ts'

/** What is known of one key: an answer, or the reason for which there was none. */
export class Entry {
  /** Until when it is as good as new. */
  freshUntil: Ms = 0.5
  /** Until when it is of any use. */
  keptUntil: Ms = 0.5
  /** How long it took to fill. */
  fillMs: Ms = 0.5
  /** Why there is no answer; 0 when there is one. */
  reason = 0
}

/** What one replica of a cache holds: the least recently used entry makes room. */
export class CacheEntries {
  readonly #capacity: number
  /** Made when it is first needed: most replicas are no caches. */
  #entries: Map<number, Entry> | null = null

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** What is known of a key, which is now the one used last; null if it is of no use any more. */
  find(key: number, now: Ms): Entry | null {
    const entry = this.#entries?.get(key)
    if (this.#entries === null || entry === undefined) return null
    this.#entries.delete(key)
    if (entry.keptUntil <= now) return null
    this.#entries.set(key, entry)
    return entry
  }

  /** Makes room for what is known of a key; the caller writes it down. */
  put(key: number): Entry {
    this.#entries ??= new Map()
    const entry = this.#entries.get(key) ?? this.#room(this.#entries)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry
  }

  clear(): void {
    this.#entries?.clear()
  }

  /** An entry to write on: that of the key used least recently, when there is no more room. */
  #room(entries: Map<number, Entry>): Entry {
    if (entries.size < this.#capacity) return new Entry()
    const key = oldest(entries)
    const entry = entries.get(key) as Entry
    entries.delete(key)
    return entry
  }
}

/** A Map keeps the order of insertion, and every use inserts anew. */
const oldest = (entries: ReadonlyMap<number, Entry>): number =>
  entries.keys().next().value as number
