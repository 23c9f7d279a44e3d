/** The entries of a cache, each with the time until which it is good. */
import type { Ms } from '../kernel/units.ts'

/** What one replica of a cache holds: the least recently used entry makes room. */
export class CacheEntries {
  readonly #capacity: number
  /** Made when it is first needed: most replicas are no caches. */
  #entries: Map<number, Ms> | null = null

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  has(key: number, now: Ms): boolean {
    const expiry = this.#entries?.get(key)
    if (this.#entries === null || expiry === undefined) return false
    this.#entries.delete(key)
    if (expiry <= now) return false
    this.#entries.set(key, expiry)
    return true
  }

  put(key: number, expiry: Ms): void {
    this.#entries ??= new Map()
    this.#entries.delete(key)
    if (this.#entries.size >= this.#capacity) this.#entries.delete(oldest(this.#entries))
    this.#entries.set(key, expiry)
  }

  clear(): void {
    this.#entries?.clear()
  }
}

/** A Map keeps the order of insertion, and every use inserts anew. */
const oldest = (entries: ReadonlyMap<number, Ms>): number => entries.keys().next().value as number
