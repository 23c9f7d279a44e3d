/** What commands that wait have in common: how long, and for which keys. */
import { Failure, type Reply } from '../protocol/reply.ts'
import { asFloat, asInteger } from '../values/numbers.ts'
import { Waits } from '../waiting.ts'
import type { Kind } from '../values/value.ts'
import type { Scene } from './row.ts'

const MOST_MILLISECONDS = Number.MAX_SAFE_INTEGER

/** How long, in milliseconds, of what was written in seconds; 0 means for ever. */
export function waitInSeconds(text: string): number {
  const seconds = asFloat(text)
  if (seconds === undefined) throw new Failure('ERR timeout is not a float or out of range')
  return waitOf(Math.ceil(seconds * 1000))
}

/** The same of what was written in milliseconds. */
export function waitInMilliseconds(text: string): number {
  const milliseconds = asInteger(text)
  if (milliseconds === undefined) {
    throw new Failure('ERR timeout is not an integer or out of range')
  }
  return waitOf(Number(milliseconds))
}

function waitOf(milliseconds: number): number {
  if (milliseconds > MOST_MILLISECONDS) throw new Failure('ERR timeout is out of range')
  if (milliseconds < 0) throw new Failure('ERR timeout is negative')
  return milliseconds === 0 ? Infinity : milliseconds
}

/** Keys in turn, and what to try with each: an answer, or undefined where it has nothing. */
export type Attempts = {
  readonly keys: readonly string[]
  readonly attempt: (key: string) => Reply | undefined
}

/** What the first key answers that has anything. */
export function firstOf({ keys, attempt }: Attempts): Reply | undefined {
  for (const key of keys) {
    const reply = attempt(key)
    if (reply !== undefined) return reply
  }
  return undefined
}

/** What is waited for, how long, and what is answered when nothing came. */
export type Want = {
  readonly keys: readonly string[]
  readonly milliseconds: number
  readonly otherwise: Reply
  /** Whoever waits passes over a key that came to hold anything else. */
  readonly kind: Kind
}

/** Tries each key in turn, and waits for all of them if none has anything. */
export function tryOrWait(
  { db }: Scene,
  { kind, ...want }: Want,
  attempt: Attempts['attempt'],
): Reply | Waits {
  const reply = firstOf({ keys: want.keys, attempt })
  if (reply !== undefined) return reply
  const again = (key: string): Reply | undefined =>
    db.peek(key)?.value.kind === kind ? attempt(key) : undefined
  return new Waits({ ...want, keyspace: db, attempt: again })
}
