/** What a server is told when it is made, and what CONFIG answers. */

/** Options of a Redis server. */
export type RedisOptions = {
  /**
   * The password that clients must tell with AUTH or HELLO. By default none is needed.
   *
   * @example redis({ password: 'secret' })
   */
  readonly password?: string
  /**
   * The most keys, and members of what they hold, in all databases together; by default 1,000,000.
   * Beyond it `eviction` says what happens.
   */
  readonly maxEntries?: number
  /**
   * What happens when there is no room: commands that write answer an OOM error (`'noeviction'`, by
   * default), or the key that was used longest ago goes (`'allkeys-lru'`, exactly).
   */
  readonly eviction?: Eviction
  /** The longest string, in bytes; by default 67,108,864 (64 MiB). Redis itself allows 512 MiB. */
  readonly maxStringBytes?: number
}

/** Which keys go when there is no room. */
export type Eviction = 'noeviction' | 'allkeys-lru'

/** The version whose answers are given, to the byte. */
export const VERSION = '7.0.15'

/** How many databases SELECT reaches. */
export const DATABASES = 16

const MEBIBYTE = 1_048_576

/** The settings of one server, some of which CONFIG SET changes. */
export class Settings {
  password: string | undefined
  maxEntries: number
  readonly maxStringBytes: number
  /** Words of CONFIG, and what they are set to. */
  readonly words: Map<string, string>

  constructor(options: RedisOptions = {}) {
    this.password = options.password
    this.maxEntries = options.maxEntries ?? 1_000_000
    this.maxStringBytes = options.maxStringBytes ?? 64 * MEBIBYTE
    this.words = new Map([
      ['maxmemory-policy', options.eviction ?? 'noeviction'],
      ['maxmemory', '0'],
      ['databases', String(DATABASES)],
      ['proto-max-bulk-len', String(this.maxStringBytes)],
      ['requirepass', options.password ?? ''],
      ['timeout', '0'],
      ['appendonly', 'no'],
      ['save', ''],
      ['notify-keyspace-events', ''],
      ['lua-time-limit', '5000'],
    ])
  }

  get eviction(): string {
    return this.words.get('maxmemory-policy') ?? 'noeviction'
  }
}
