/** A group of consumers of a stream: what was handed to whom, and is not yet acknowledged. */

/** Who reads of a group. */
export type Consumer = {
  readonly name: string
  /** When it last tried anything, in milliseconds. */
  seenAt: number
}

/** An entry that was handed out. */
export type PendingEntry = {
  consumer: Consumer
  /** When it was handed out last, in milliseconds. */
  deliveredAt: number
  /** How often. */
  deliveries: number
}

/** One group of a stream. */
export class Group {
  readonly consumers = new Map<string, Consumer>()
  /** What is pending, by rising ids. */
  #pending = new Map<bigint, PendingEntry>()
  #isSorted = true
  #greatest = -1n
  lastId: bigint
  /** How many entries it has read, as far as that is known. */
  read: bigint | undefined

  constructor(lastId: bigint, read?: bigint) {
    this.lastId = lastId
    this.read = read
  }

  get pendingCount(): number {
    return this.#pending.size
  }

  pending(id: bigint): PendingEntry | undefined {
    return this.#pending.get(id)
  }

  /** What is pending from an id on, by rising ids. */
  *pendingFrom(from: bigint): IterableIterator<[bigint, PendingEntry]> {
    this.#sort()
    for (const entry of this.#pending) if (entry[0] >= from) yield entry
  }

  hand(id: bigint, entry: PendingEntry): void {
    if (!this.#pending.has(id)) {
      this.#isSorted &&= id > this.#greatest
      if (id > this.#greatest) this.#greatest = id
    }
    this.#pending.set(id, entry)
  }

  /** @returns whether it was pending */
  acknowledge(id: bigint): boolean {
    return this.#pending.delete(id)
  }

  pendingOf(consumer: Consumer): number {
    let count = 0
    for (const entry of this.#pending.values()) if (entry.consumer === consumer) count++
    return count
  }

  /** Forgets a consumer and what it has pending. */
  dismiss(consumer: Consumer): number {
    const ids = [...this.#pending].filter(([, entry]) => entry.consumer === consumer)
    for (const [id] of ids) this.#pending.delete(id)
    this.consumers.delete(consumer.name)
    return ids.length
  }

  /** The same, for the copy of a stream. */
  copy(): Group {
    const other = new Group(this.lastId, this.read)
    for (const [name, consumer] of this.consumers) other.consumers.set(name, { ...consumer })
    for (const [id, entry] of this.pendingFrom(0n)) {
      const consumer = other.consumers.get(entry.consumer.name) ?? entry.consumer
      other.hand(id, { ...entry, consumer })
    }
    return other
  }

  /** Ids that were claimed back come out of order; few groups ever have one. */
  #sort(): void {
    if (this.#isSorted) return
    this.#pending = new Map([...this.#pending].sort(([a], [b]) => (a < b ? -1 : 1)))
    this.#isSorted = true
  }
}
