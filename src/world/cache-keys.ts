/**
 * What callers ask of a cache, and whether it knows: by keys that live and expire, or by a ratio.
 */
import type { Agenda } from '../kernel/agenda.ts'
import type { Sampler } from '../kernel/distributions/index.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { Component } from './component.ts'
import type { Replica } from './replica.ts'
import { clockOf } from './standing.ts'

/** The questions of one kind that one caller asks of one cache. */
export interface CacheKeys {
  /** The key of the next question. */
  draw(): number
  /** Whether a replica of the cache has the answer. */
  lookup(replica: Replica, key: number): boolean
  /** The answer to a missed question goes into the cache, unless the cache is down. */
  fill(key: number): void
}

/** The keys of one caller. */
export type KeySpace = {
  /** Where they begin: no two callers share any. */
  readonly first: number
  readonly count: number
  /** Gives ranks from 1, the most wanted; null when all are alike. */
  readonly popularity: Sampler | null
  readonly ttlMs: Ms
}

/** Keys that each have their own age. */
export class AgingKeys implements CacheKeys {
  readonly #agenda: Agenda
  readonly #cache: Component
  readonly #random: Random
  readonly #first: number
  readonly #count: number
  readonly #popularity: Sampler | null
  readonly #ttlMs: Ms

  constructor(agenda: Agenda, cache: Component, random: Random, keys: KeySpace) {
    this.#agenda = agenda
    this.#cache = cache
    this.#random = random
    this.#first = keys.first
    this.#count = keys.count
    this.#popularity = keys.popularity
    this.#ttlMs = keys.ttlMs
  }

  draw(): number {
    const u = this.#random()
    const rank =
      this.#popularity === null ? Math.floor(u * this.#count) : this.#popularity.quantile(u) - 1
    return this.#first + rank
  }

  lookup(replica: Replica, key: number): boolean {
    return replica.entries.has(key, clockOf(replica.conditions, this.#agenda.now))
  }

  fill(key: number): void {
    const replica = this.#cache.replicaFor(key)
    if (replica.conditions.isDown) return
    replica.entries.put(key, clockOf(replica.conditions, this.#agenda.now) + this.#ttlMs)
  }
}

/** A fixed share of hits. After a restart it is reached again bit by bit. */
export class HitRatio implements CacheKeys {
  readonly #agenda: Agenda
  readonly #random: Random
  readonly #ratio: number
  readonly #warmUpMs: Ms

  constructor(agenda: Agenda, random: Random, ratio: number, warmUpMs: Ms) {
    this.#agenda = agenda
    this.#random = random
    this.#ratio = ratio
    this.#warmUpMs = warmUpMs
  }

  draw(): number {
    return -1
  }

  lookup(replica: Replica): boolean {
    const upFor = this.#agenda.now - replica.restartedAt
    const warmth = upFor < this.#warmUpMs ? upFor / this.#warmUpMs : 1
    return this.#random() < this.#ratio * warmth
  }

  fill(): void {}
}
