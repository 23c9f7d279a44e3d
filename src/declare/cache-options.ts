/** How the answers of a cache live: which keys there are, how they age, and who renews them. */
import type { Zipf } from '../kernel/distributions/index.ts'
import type { Duration, Rate, Share } from '../kernel/units.ts'

/** What a cache knows when a run begins, beyond a share of the keys. */
export type WarmSpec =
  | {
      /** So many of the keys that are wanted most. */
      readonly hottest: number
    }
  | {
      /** What so long a time of questions has left. */
      readonly after: Duration
      /** How many questions came in that time, of all who ask by this step. */
      readonly rate: Rate
    }

/** The keys that are asked for, and how the answers to them age. */
export type KeysOptions = {
  /** How many keys are asked for, all alike often; or by `zipf`. Give this or `hitRatio`. */
  readonly key?: number | Zipf | undefined
  /** How long an entry lives, with `key`. Default: for good. */
  readonly ttl?: Duration | undefined
  /** A fixed share of hits, where keys do not matter. Give this or `key`. */
  readonly hitRatio?: Share | undefined
  /**
   * Staggers expiries: each entry lives for `ttl` give or take up to this share of it, by chance.
   * Default 0.
   */
  readonly spread?: Share | undefined
  /**
   * One fill for each key at a time: whoever misses meanwhile waits for it, and shares its failure.
   * `true`: one for all callers, as with a lock in the cache; `'perReplica'`: each replica of the
   * caller makes its own, as a process does. Default false.
   */
  readonly coalesce?: boolean | 'perReplica' | undefined
  /**
   * Stale while revalidate: for so long after its `ttl` an entry is served at once, while one fill
   * for each key goes on behind it. Default 0.
   */
  readonly staleFor?: Duration | undefined
  /**
   * Stale if error: for so long after its `ttl` an entry stands in when the fill fails. The answer
   * is degraded. Default 0.
   */
  readonly staleIfError?: Duration | undefined
  /**
   * Early refresh by chance (XFetch): a hit at `now` is a miss if `now - δ β ln(u) ≥ expiry`, where
   * δ is how long the entry took to fill, β is this number, and u is drawn from (0, 1]. 1 is
   * optimal; more is earlier. A. Vattani, F. Chierichetti, K. Lowenstein, Optimal Probabilistic
   * Cache Stampede Prevention, VLDB 2015. Default: none.
   */
  readonly earlyRefresh?: number | undefined
  /**
   * Refresh ahead: a hit in this last share of an entry's life begins one fill behind it.
   * Default 0.
   */
  readonly refreshAhead?: Share | undefined
  /**
   * Negative caching: for so long after a failed fill whoever asks for that key fails at once.
   * Default: failures are not cached.
   */
  readonly negativeTtl?: Duration | undefined
  /**
   * What the cache knows when the run begins, with `key`: each key with this chance (`'80%'`), so
   * many of the keys that are wanted most (`{ hottest: 1_000 }`), or what so long a time of
   * questions has left (`{ after: '10m', rate: '500/s' }`, the rate that of all who ask by this
   * step). Entries are of all ages, as in a cache that runs. Default: nothing.
   */
  readonly warm?: Share | WarmSpec | undefined
}
