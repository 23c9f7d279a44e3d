/** The entries of a cache, each with the time until which it is good. */
import type { Ms } from '../kernel/units.ts'

/** What one replica of a cache holds: the least recently used entry makes room. */
export class CacheEntries {
  readonly #capacity: number
  readonly #expiry = new Map<number, Ms>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  has(key: number, now: Ms): boolean {
    const expiry = this.#expiry.get(key)
    if (expiry === undefined) return false
    this.#expiry.delete(key)
    if (expiry <= now) return false
    this.#expiry.set(key, expiry)
    return true
  }

  put(key: number, expiry: Ms): void {
    this.#expiry.delete(key)
    if (this.#expiry.size >= this.#capacity) this.#expiry.delete(this.#oldest())
    this.#expiry.set(key, expiry)
  }

  clear(): void {
    this.#expiry.clear()
  }

  /** A Map keeps the order of insertion, and every use inserts anew. */
  #oldest(): number {
    return this.#expiry.keys().next().value as number
  }
}
