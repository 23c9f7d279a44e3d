/** The keys of one database: what they hold, when they expire, who watches them. */
import { wrongType } from '../protocol/failures.ts'
import { ScanMap } from '../values/scan-map.ts'
import type { Kind, Value, ValueOf } from '../values/value.ts'
import { Expiries } from './expiries.ts'
import type { Ledger } from './ledger.ts'

/** What is kept of a key. */
export type Entry = {
  readonly key: string
  value: Value
  /** In milliseconds since 1970; undefined for ever. */
  expiresAt: number | undefined
  /** When it was used last, in milliseconds. */
  usedAt: number
  /** How many keys and members of it the ledger has. */
  counted: number
}

/** Who watches a key: a transaction, which then does not happen. */
export type Watcher = { isDirty: boolean }

/** The server of a database: what it is asked, and what it is told. */
export type Owner = {
  now(): number
  changed(keyspace: Keyspace, key: string): void
  /** Whether to ask for a key is to use it: not for who only looks on. */
  isUse(): boolean
  /** A key has gone because its time was over. */
  expired(keyspace: Keyspace, key: string): void
}

/** One database of a server. */
export class Keyspace {
  readonly #owner: Owner
  readonly #ledger: Ledger
  readonly #expiries = new Expiries()
  #entries = new ScanMap<Entry>()
  #watchers = new Map<string, Set<Watcher>>()
  #expiring = 0

  constructor(owner: Owner, ledger: Ledger) {
    this.#owner = owner
    this.#ledger = ledger
  }

  get size(): number {
    return this.#entries.size
  }

  /** How many keys expire some time. */
  get expiring(): number {
    return this.#expiring
  }

  /** What a key holds; to ask is to use it. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (this.#owner.isUse()) {
      entry.usedAt = this.#owner.now()
      this.#ledger.used(entry, this)
    }
    return entry.value
  }

  /** What is kept of a key, which does not use it. */
  peek(key: string): Readonly<Entry> | undefined {
    return this.#entries.get(key)
  }

  /** What a key holds, which must be of one kind. */
  read<K extends Kind>(key: string, kind: K): ValueOf<K> | undefined {
    const value = this.get(key)
    if (value !== undefined && value.kind !== kind) throw wrongType()
    return value as ValueOf<K> | undefined
  }

  /** What a key holds, which begins as `make` says. Whoever changes it says so with `changed`. */
  obtain<K extends Kind>(key: string, kind: K, make: () => ValueOf<K>): ValueOf<K> {
    const found = this.read(key, kind)
    if (found !== undefined) return found
    const made = make()
    this.#add(key, made)
    return made
  }

  /** Lets a key hold something else, which does not expire unless it is told to. */
  set(key: string, value: Value, expiresAt?: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) this.#add(key, value)
    else {
      entry.value = value
      entry.usedAt = this.#owner.now()
      this.#ledger.used(entry, this)
    }
    this.expire(key, expiresAt)
    this.changed(key)
  }

  /** @returns whether it was there */
  delete(key: string): boolean {
    const entry = this.#entries.get(key)
    if (entry === undefined) return false
    this.expire(key, undefined)
    this.#entries.delete(key)
    this.#ledger.removed(entry)
    this.#tell(key)
    return true
  }

  /** Says that what a key holds is another now; what is empty goes. */
  changed(key: string): void {
    const entry = this.#entries.get(key)
    if (entry !== undefined && entry.value.size === 0 && entry.value.kind !== 'stream') {
      this.delete(key)
      return
    }
    if (entry !== undefined) this.#ledger.counted(entry)
    this.#tell(key)
  }

  expiryOf(key: string): number | undefined {
    return this.#entries.get(key)?.expiresAt
  }

  /** Lets a key expire then, or never. */
  expire(key: string, at: number | undefined): void {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.expiresAt === at) return
    this.#expiring += Number(at !== undefined) - Number(entry.expiresAt !== undefined)
    entry.expiresAt = at
    if (at === undefined) return
    this.#expiries.add(key, at)
    // Whoever sets the time of one key again and again leaves old times behind.
    if (this.#expiries.size > 2 * this.#expiring + 64) {
      this.#expiries.keepOnly(due => this.expiryOf(due.key) === due.at)
    }
  }

  /** When the next key expires; Infinity if none does. */
  get nextExpiry(): number {
    return this.#expiries.earliest
  }

  /** Forgets every key whose time is over: it lives through its last millisecond. */
  sweep(now: number): void {
    while (this.#expiries.earliest < now) {
      const due = this.#expiries.take()
      if (due === undefined || this.expiryOf(due.key) !== due.at) continue
      this.delete(due.key)
      this.#owner.expired(this, due.key)
    }
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys()
  }

  scan(after: number, count: number): ReturnType<ScanMap<Entry>['scan']> {
    return this.#entries.scan(after, count)
  }

  draw(random: () => number): string | undefined {
    return this.#entries.draw(random)
  }

  /** Forgets everything. */
  clear(): void {
    const keys = [...this.#entries.keys()]
    for (const entry of this.#entries.values()) this.#ledger.removed(entry)
    this.#entries = new ScanMap()
    this.#expiries.clear()
    this.#expiring = 0
    for (const key of keys) this.#tell(key)
  }

  watch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key)
    if (watchers === undefined) this.#watchers.set(key, new Set([watcher]))
    else watchers.add(watcher)
  }

  unwatch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key)
    watchers?.delete(watcher)
    if (watchers?.size === 0) this.#watchers.delete(key)
  }

  #add(key: string, value: Value): void {
    const entry: Entry = {
      key,
      value,
      expiresAt: undefined,
      usedAt: this.#owner.now(),
      counted: 0,
    }
    this.#entries.set(key, entry)
    this.#ledger.used(entry, this)
  }

  #tell(key: string): void {
    for (const watcher of this.#watchers.get(key) ?? []) watcher.isDirty = true
    this.#owner.changed(this, key)
  }
}
