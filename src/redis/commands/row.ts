/** What a command is: a row with its name, how many words it has, what it may do, and its deed. */
import type { Client } from '../client.ts'
import type { Core } from '../core.ts'
import type { Keyspace } from '../keyspace/keyspace.ts'
import type { Failure, Reply } from '../protocol/reply.ts'
import type { Waits } from '../waiting.ts'

/** Where a command runs. */
export type Scene = {
  readonly core: Core
  readonly client: Client
  /** The database that the client chose. */
  readonly db: Keyspace
  /** Milliseconds since 1970. */
  readonly now: number
  /** Which command words mean; handed in, as commands do not know each other. */
  readonly find: (words: readonly string[]) => Found | Failure
  /** Whether there is no room for more. */
  readonly isFull: () => boolean
  /** Runs a command of a transaction or a script, which cannot wait. */
  readonly perform: (client: Client, found: Found) => Reply
}

/** A command, and the words behind its name. */
export type Found = { readonly row: Row; readonly rest: readonly string[] }

/** Words of Redis for what a command does, and some of ours: */
export type Flag =
  | 'write'
  | 'readonly'
  | 'denyoom'
  | 'admin'
  | 'pubsub'
  | 'noscript'
  | 'blocking'
  | 'loading'
  | 'stale'
  | 'fast'
  | 'no_auth'
  | 'no_multi'
  | 'skip_monitor'
  | 'skip_slowlog'
  | 'no_mandatory_keys'
  | 'movablekeys'
  | 'allow_busy'
  /** Runs at once in a transaction that is being written down. */
  | 'immediate'
  /** May be said by a client of RESP2 that has subscribed. */
  | 'subscribed'

/** What a command does. @param words what stood behind its name */
export type Run = (words: readonly string[], scene: Scene) => Reply | Waits

/** Which of its words are keys: the first, the last (from the end if negative), and the step. */
export type KeyPlaces = readonly [first: number, last: number, step: number]

/** One command. */
export type Row = {
  /** In small letters; of a command within another, both: `client|id`. */
  readonly name: string
  /** How many words with its name: so many exactly, or so many at least where it is negative. */
  readonly arity: number
  readonly flags: ReadonlySet<Flag>
  readonly keys: KeyPlaces
  /** How many words its name has. */
  readonly words: 1 | 2
  readonly run: Run
}

/** A command of which a second word says which it is. */
export type Container = {
  readonly name: string
  readonly rows: ReadonlyMap<string, Row>
  /** What it does without a second word, if it may stand without one. */
  readonly alone?: Row
}

/** A command whose first word is its key, unless `keys` says otherwise. */
export function row(
  name: string,
  arity: number,
  flags: string,
  run: Run,
  keys: KeyPlaces = [1, 1, 1],
): Row {
  return {
    name,
    arity,
    flags: new Set(flags.split(' ').filter(Boolean) as Flag[]),
    keys,
    words: name.includes('|') ? 2 : 1,
    run,
  }
}

/** A command without keys, or whose keys cannot be told by their places. */
export const keyless = (name: string, arity: number, flags: string, run: Run): Row =>
  row(name, arity, flags, run, [0, 0, 0])

/** Commands that share their first word. */
export const container = (name: string, rows: readonly Row[]): Container => ({
  name,
  rows: new Map(rows.map(each => [each.name.slice(name.length + 1), each])),
})
