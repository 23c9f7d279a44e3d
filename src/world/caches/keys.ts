/**
 * What callers ask of a cache, and whether it knows: by keys that live and expire, or by a ratio.
 */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { type Ages, Found } from './ages.ts'
import type { CacheLog } from './cache-log.ts'
import type { Entry } from './entries.ts'
import type { Component } from '../handling/component.ts'
import type { Replica } from '../handling/replica.ts'
import { keyAt } from '../shares.ts'
import { clockOf } from '../faults/replica-effects.ts'

/** The questions of one kind that one caller asks of one cache. */
export interface CacheKeys {
  /** Where it is written what comes of the questions. */
  readonly log: CacheLog
  /** The key of the next question. */
  draw(): number
  /** What a replica of the cache has `Found`. */
  lookup(replica: Replica, key: number): number
  /** The answer to a missed question goes into the cache, unless the cache is down. */
  fill(asker: Replica, key: number, fillMs: Ms): void
}

/** The keys of one caller. */
export type KeySpace = {
  /** Where they begin: no two callers share any. */
  readonly first: number
  readonly count: number
  /** Gives ranks from 1, the most wanted; null when all are alike. */
  readonly popularity: Sampler | null
  readonly ages: Ages
  readonly log: CacheLog
}

/** Keys that each have their own age. */
export class AgingKeys implements CacheKeys {
  readonly log: CacheLog
  readonly #agenda: Agenda
  readonly #cache: Component | null
  readonly #random: Random
  readonly #keys: KeySpace

  /** @param cache null when every asker has a cache of its own inside */
  constructor(agenda: Agenda, cache: Component | null, random: Random, keys: KeySpace) {
    this.log = keys.log
    this.#agenda = agenda
    this.#cache = cache
    this.#random = random
    this.#keys = keys
  }

  draw(): number {
    return this.keyFor(this.#random())
  }

  /** The key that a number from 0 to 1 falls on. */
  keyFor(u: number): number {
    const { first, count, popularity } = this.#keys
    return first + keyAt(u, count, popularity)
  }

  /** How many keys there are. */
  get count(): number {
    return this.#keys.count
  }

  /** A key by its rank, from 0, the most wanted. */
  keyOfRank(rank: number): number {
    return this.#keys.first + rank
  }

  /** Before the run begins an entry is there, which has lived for a part of its life. */
  knows(asker: Replica, key: number, lived: number): void {
    const entry = this.#homeOf(asker, key).entries.put(key)
    this.#keys.ages.date(entry, 0, 0)
    const age = entry.freshUntil < Number.POSITIVE_INFINITY ? lived * entry.freshUntil : 0
    entry.freshUntil -= age
    entry.keptUntil -= age
  }

  /** It was asked for a key at a moment before the run, and filled what it did not have. */
  askedBefore(asker: Replica, key: number, at: Ms): void {
    const { entries } = this.#homeOf(asker, key)
    const entry = entries.find(key, at)
    if (entry === null || entry.freshUntil <= at) this.#keys.ages.date(entries.put(key), at, 0)
  }

  lookup(replica: Replica, key: number): number {
    const now = this.#timeAt(replica)
    const entry = replica.entries.find(key, now)
    return entry === null ? Found.Miss : this.#keys.ages.judge(entry, now)
  }

  fill(asker: Replica, key: number, fillMs: Ms): void {
    const home = this.#homeOf(asker, key)
    if (home.conditions.isDown) return
    this.#keys.ages.date(home.entries.put(key), this.#timeAt(home), fillMs)
  }

  /** A fill has failed: that is kept for a time, unless there is an answer that is of some use. */
  fillFailed(asker: Replica, { key, reason, forMs }: FailedFill): void {
    const home = this.#homeOf(asker, key)
    const now = this.#timeAt(home)
    if (home.conditions.isDown || home.entries.find(key, now)?.reason === 0) return
    const entry = home.entries.put(key)
    entry.reason = reason
    entry.freshUntil = now + forMs
    entry.keptUntil = entry.freshUntil
  }

  /** Why there is no answer to a question; 0 when that has been forgotten meanwhile. */
  failureOf(asker: Replica, key: number): number {
    const home = this.#homeOf(asker, key)
    const entry: Entry | null = home.entries.find(key, this.#timeAt(home))
    return entry?.reason ?? 0
  }

  /** What time it is by the clock of who keeps the entries. */
  #timeAt({ conditions }: Replica): Ms {
    return clockOf(conditions, this.#agenda.now)
  }

  #homeOf(asker: Replica, key: number): Replica {
    return this.#cache === null ? asker : this.#cache.replicaFor(key)
  }
}

/** A fill that has failed, and how long that is to be remembered. */
export type FailedFill = { readonly key: number; readonly reason: number; readonly forMs: Ms }

/** What a fixed share of hits is made of. */
type RatioParts = { readonly ratio: number; readonly warmUpMs: Ms; readonly log: CacheLog }

/** A fixed share of hits. After a restart it is reached again bit by bit. */
export class HitRatio implements CacheKeys {
  readonly log: CacheLog
  readonly #agenda: Agenda
  readonly #random: Random
  readonly #ratio: number
  readonly #warmUpMs: Ms

  constructor(agenda: Agenda, random: Random, { ratio, warmUpMs, log }: RatioParts) {
    this.log = log
    this.#agenda = agenda
    this.#random = random
    this.#ratio = ratio
    this.#warmUpMs = warmUpMs
  }

  draw(): number {
    return -1
  }

  lookup(replica: Replica): number {
    const upFor = this.#agenda.now - replica.restartedAt
    const warmth = upFor < this.#warmUpMs ? upFor / this.#warmUpMs : 1
    return this.#random() < this.#ratio * warmth ? Found.Fresh : Found.Miss
  }

  fill(): void {}
}
