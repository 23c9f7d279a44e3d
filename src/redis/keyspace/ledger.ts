/** How much all databases hold, and which key has been used longest ago. */
import type { Entry, Keyspace } from './keyspace.ts'

/** The books of a server. */
export class Ledger {
  /** Keys, and members of what they hold. */
  entries = 0
  /** Keys by their last use, the longest ago first; kept only where keys are evicted. */
  #byUse: Map<Entry, Keyspace> | undefined

  /** Begins to keep or ceases to keep the order of use. */
  keepOrder(keep: boolean): void {
    if (!keep) this.#byUse = undefined
    else this.#byUse ??= new Map()
  }

  used(entry: Entry, keyspace: Keyspace): void {
    if (this.#byUse === undefined) return
    this.#byUse.delete(entry)
    this.#byUse.set(entry, keyspace)
  }

  counted(entry: Entry): void {
    const size = entry.value.kind === 'string' ? 1 : 1 + entry.value.size
    this.entries += size - entry.counted
    entry.counted = size
  }

  removed(entry: Entry): void {
    this.entries -= entry.counted
    entry.counted = 0
    this.#byUse?.delete(entry)
  }

  /** Evicts the key that has been used longest ago. @returns which, if there is any */
  evict(): { readonly keyspace: Keyspace; readonly key: string } | undefined {
    const first = this.#byUse?.entries().next().value
    if (first === undefined) return undefined
    const [{ key }, keyspace] = first
    keyspace.delete(key)
    return { keyspace, key }
  }
}
