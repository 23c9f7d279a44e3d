/** Entries by rising ids, and groups of consumers that read them. */
import type { Group } from './group.ts'
import { LAST_ID } from './stream-id.ts'

/** One entry: its id, and fields and values in turn. */
export type StreamEntry = {
  readonly id: bigint
  readonly fields: readonly string[]
  /** Entries are stored in nodes of so many; who trims about so many drops whole nodes. */
  readonly node: number
}

const MOST_OF_NODE = 100

/** The value of a key that is a stream. */
export class Stream {
  readonly kind = 'stream'
  readonly encoding = 'stream'
  readonly entries: StreamEntry[] = []
  readonly groups = new Map<string, Group>()
  /** The id that was given last, whether or not its entry is still there. */
  lastId = 0n
  /** The greatest id of an entry that was deleted. */
  maxDeletedId = 0n
  /** How many entries were added in all. */
  added = 0n
  #node = 0
  #inNode = 0

  get size(): number {
    return this.entries.length
  }

  append(id: bigint, fields: readonly string[]): void {
    if (this.#inNode === MOST_OF_NODE || this.entries.length === 0) {
      this.#node++
      this.#inNode = 0
    }
    this.#inNode++
    this.entries.push({ id, fields, node: this.#node })
    this.lastId = id
    this.added++
  }

  /** How many nodes there are. */
  get nodes(): number {
    return new Set(this.entries.map(({ node }) => node)).size
  }

  /** The place of the first entry with this id or a greater one. */
  placeOf(id: bigint): number {
    let [from, to] = [0, this.entries.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.entries[middle].id >= id) to = middle
      else from = middle + 1
    }
    return from
  }

  find(id: bigint): StreamEntry | undefined {
    const entry = this.entries[this.placeOf(id)]
    return entry?.id === id ? entry : undefined
  }

  /** Entries of a range with both its ends, so many at most. */
  range(from: bigint, to: bigint, count = Infinity): readonly StreamEntry[] {
    if (from > to) return []
    const start = this.placeOf(from)
    const end = to === LAST_ID ? this.entries.length : this.placeOf(to + 1n)
    return this.entries.slice(start, Math.min(end, start + count))
  }

  /** @returns whether it was there */
  delete(id: bigint): boolean {
    const place = this.placeOf(id)
    if (this.entries[place]?.id !== id) return false
    this.entries.splice(place, 1)
    if (id > this.maxDeletedId) this.maxDeletedId = id
    return true
  }

  /** Takes away the first so many. */
  dropFirst(count: number): void {
    this.entries.splice(0, count)
  }

  /** The same, for another key, with its groups. */
  copy(): Stream {
    const other = new Stream()
    other.entries.push(...this.entries)
    for (const [name, group] of this.groups) other.groups.set(name, group.copy())
    other.lastId = this.lastId
    other.maxDeletedId = this.maxDeletedId
    other.added = this.added
    other.#node = this.#node
    other.#inNode = this.#inNode
    return other
  }
}
