/** One client as the server knows it: what it chose, what it watches, what it is to be sent. */
import type { Keyspace, Watcher } from './keyspace/keyspace.ts'
import { encode, type Resp } from './protocol/encode.ts'
import { type Failure, Push, type Reply, SILENCE } from './protocol/reply.ts'

/** A command whose time has not come: of a transaction. */
export type Queued = readonly string[]

/** Ways to subscribe: to a channel, to a pattern of names, to a channel of a shard. */
export type Subscriptions = {
  readonly channels: Set<string>
  readonly patterns: Set<string>
  readonly shardChannels: Set<string>
}

/** What a client is waiting for; see waiting.ts. */
export type Waiter = {
  /** Ends the waiting: with an answer, or with none, as when its connection is closed. */
  end(reply: Reply): void
  /** What is answered when nothing came. */
  readonly otherwise: Reply
}

/** A client, or a script in its place. */
export class Client implements Watcher {
  readonly id: number
  readonly since: number
  name = ''
  database = 0
  resp: Resp = 2
  isTrusted = false
  /** Commands of a transaction that was begun; undefined outside one. */
  queue: Queued[] | undefined
  /** A command of the transaction was refused, so that it is not going to happen. */
  isBroken = false
  isDirty = false
  readonly watched: { readonly keyspace: Keyspace; readonly key: string }[] = []
  readonly subscriptions: Subscriptions = {
    channels: new Set(),
    patterns: new Set(),
    shardChannels: new Set(),
  }
  waiter: Waiter | undefined
  /** Closed as soon as everything is sent. */
  isEnding = false
  /** What CLIENT REPLY chose. */
  replies: 'on' | 'off' | 'skip' | 'skip next' = 'on'
  lastCommand = 'NULL'
  lastAt: number
  /** While EXEC runs, what is pushed is part of its answer. */
  captured: Reply[] | undefined
  readonly #noted: (client: Client) => void
  #out: string[] = []

  /** @param noted is told when there is something to send */
  constructor(id: number, now: number, noted: (client: Client) => void) {
    this.id = id
    this.since = now
    this.lastAt = now
    this.#noted = noted
  }

  /** Whether it has a connection, and is not somebody who looks on. */
  get isConnected(): boolean {
    return this.id > 0
  }

  /** Puts an answer among what is to be sent. */
  reply(reply: Reply): void {
    if (reply === SILENCE) return
    if (this.replies === 'skip next') this.replies = 'skip'
    else if (this.replies === 'skip') this.replies = 'on'
    else if (this.replies === 'on') this.#put(reply)
  }

  /** Puts what was not asked for among what is to be sent, or into the answer of EXEC. */
  push(items: readonly Reply[]): void {
    const push = new Push(items)
    if (this.captured !== undefined) this.captured.push(push)
    else if (this.replies !== 'off') this.#put(push)
  }

  /** What there is to send, which counts as sent. */
  take(): string {
    const text = this.#out.join('')
    this.#out = []
    return text
  }

  #put(reply: Reply): void {
    if (this.#out.length === 0) this.#noted(this)
    this.#out.push(encode(reply, this.resp))
  }

  get subscriptionCount(): number {
    return this.subscriptions.channels.size + this.subscriptions.patterns.size
  }

  get isSubscribed(): boolean {
    return this.subscriptionCount + this.subscriptions.shardChannels.size > 0
  }

  /** Ceases to watch. */
  unwatch(): void {
    for (const { keyspace, key } of this.watched.splice(0)) keyspace.unwatch(key, this)
    this.isDirty = false
  }

  /** Forgets the transaction that was begun. */
  discard(): void {
    this.queue = undefined
    this.isBroken = false
    this.unwatch()
  }

  /** A transaction in which a command was refused does not happen. */
  refuse(failure: Failure): Failure {
    if (this.queue !== undefined) this.isBroken = true
    return failure
  }
}
