/** Clients that wait for a key, served in the order in which they came. */
import type { Client } from './client.ts'
import type { Keyspace } from './keyspace/keyspace.ts'
import { Failure, type Reply } from './protocol/reply.ts'

/** What a command that may wait has to say. */
export type Wait = {
  readonly keyspace: Keyspace
  readonly keys: readonly string[]
  /** How long, in milliseconds; Infinity for ever. */
  readonly milliseconds: number
  /** Tries again with a key that was changed: an answer, or undefined where there is none yet. */
  readonly attempt: (key: string) => Reply | undefined
  /** What is answered when nothing came. */
  readonly otherwise: Reply
}

/** What a command answers that waits. */
export class Waits {
  constructor(readonly wait: Wait) {}
}

type Waiting = { readonly wait: Wait; readonly client: Client; end(reply: Reply): void }

/** Calls back after so many milliseconds, unless the function it returned was called before. */
export type After = (milliseconds: number, callback: () => void) => () => void

/** Everybody who waits on one server. */
export class WaitingRoom {
  readonly #after: After
  readonly #ended: (client: Client) => void
  readonly #byKey = new Map<Keyspace, Map<string, Set<Waiting>>>()
  /** Keys that were changed since the last look, and for which somebody waits. */
  #ready: { readonly keyspace: Keyspace; readonly key: string }[] = []

  /** @param ended is told of a client that has its answer and may go on */
  constructor(after: After, ended: (client: Client) => void) {
    this.#after = after
    this.#ended = ended
  }

  /** How many clients wait. */
  get size(): number {
    const all = [...this.#byKey.values()].flatMap(keys => [...keys.values()])
    return new Set(all.flatMap(waiting => [...waiting].map(({ client }) => client))).size
  }

  changed(keyspace: Keyspace, key: string): void {
    if (this.#byKey.get(keyspace)?.has(key) === true) this.#ready.push({ keyspace, key })
  }

  /** Lets a client wait. */
  add(client: Client, wait: Wait): void {
    let cancel = (): void => undefined
    const waiting: Waiting = {
      wait,
      client,
      end: reply => {
        cancel()
        this.#remove(waiting)
        client.waiter = undefined
        client.reply(reply)
        this.#ended(client)
      },
    }
    client.waiter = { end: reply => waiting.end(reply), otherwise: wait.otherwise }
    for (const key of new Set(wait.keys)) this.#rowOf(wait.keyspace, key).add(waiting)
    if (Number.isFinite(wait.milliseconds)) {
      cancel = this.#after(wait.milliseconds, () => waiting.end(wait.otherwise))
    }
  }

  /** Takes a client that has gone out of the rows. */
  leave(client: Client): void {
    client.waiter?.end(client.waiter.otherwise)
  }

  /** Serves whoever waited for what was changed; to serve one may change more. */
  serve(): void {
    while (this.#ready.length > 0) {
      const ready = this.#ready
      this.#ready = []
      for (const { keyspace, key } of ready) {
        const row = this.#byKey.get(keyspace)?.get(key)
        for (const waiting of row ?? []) this.#try(waiting, key)
      }
    }
  }

  #try(waiting: Waiting, key: string): void {
    const reply = attempted(waiting.wait, key)
    if (reply !== undefined) waiting.end(reply)
  }

  #rowOf(keyspace: Keyspace, key: string): Set<Waiting> {
    const keys = this.#byKey.get(keyspace) ?? new Map<string, Set<Waiting>>()
    this.#byKey.set(keyspace, keys)
    const row = keys.get(key) ?? new Set()
    keys.set(key, row)
    return row
  }

  #remove(waiting: Waiting): void {
    const keys = this.#byKey.get(waiting.wait.keyspace)
    for (const key of waiting.wait.keys) {
      const row = keys?.get(key)
      row?.delete(waiting)
      if (row?.size === 0) keys?.delete(key)
    }
  }
}

function attempted(wait: Wait, key: string): Reply | undefined {
  try {
    return wait.attempt(key)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
