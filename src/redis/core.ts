/** Everything a server knows, and its turns: what comes in, what is served, what goes out. */
import { Channels } from './channels.ts'
import { Client } from './client.ts'
import { Keyspace } from './keyspace/keyspace.ts'
import { KeyspaceEvents, type Loss } from './keyspace-events.ts'
import { Ledger } from './keyspace/ledger.ts'
import type { Scripts } from './lua/scripts.ts'
import { bytesOf } from './protocol/bytes.ts'
import type { Refuses } from './refusals.ts'
import type { Surroundings } from '../kernel/surroundings.ts'
import { DATABASES, type RedisOptions, Settings } from './settings.ts'
import { Standby } from './standby.ts'
import { WaitingRoom } from './waiting.ts'

/** How a client is reached. */
export type Line = {
  readonly send: (bytes: Uint8Array) => void
  readonly end: () => void
  /** Goes on with what came while the client waited. */
  readonly resume: () => void
}

/** What a server is told beside its options. */
export type Beside = {
  /** Which command of a client is refused for now, and how. Default: none. */
  readonly refuses?: Refuses
  /** How far a replica is behind that takes over at a crash. Default: there is none. */
  readonly replicationLagMs?: number
}

/** The state of one server. */
export class Core {
  readonly around: Surroundings
  readonly settings: Settings
  readonly ledger = new Ledger()
  readonly channels = new Channels()
  readonly events = new KeyspaceEvents(this.channels)
  readonly waiting: WaitingRoom
  readonly databases: readonly Keyspace[]
  /** What takes over when it crashes, if anything. */
  readonly standby: Standby | null
  /** Clients that are connected, by their numbers. */
  readonly clients = new Map<number, Client>()
  /** Which command is refused for now; undefined where none ever is. */
  readonly refuses: Refuses | undefined
  /** Set by the first script. */
  scripts: Scripts | undefined
  readonly since: number
  commands = 0
  connections = 0
  /** Since when all commands of a script see one time. */
  frozenAt: number | undefined
  readonly #lines = new Map<Client, Line>()
  readonly #toSend = new Set<Client>()
  readonly #toResume = new Set<Client>()
  readonly #works: (() => void)[] = []
  #isInTurn = false
  #isObserved = false
  #armedFor = Infinity
  #disarm = (): void => undefined

  constructor(around: Surroundings, options: RedisOptions, { refuses, replicationLagMs }: Beside) {
    this.around = around
    this.refuses = refuses
    this.settings = new Settings(options)
    this.ledger.keepOrder(this.settings.eviction === 'allkeys-lru')
    this.waiting = new WaitingRoom(
      (milliseconds, callback) => around.after(milliseconds, () => this.turn(callback)),
      client => this.#toResume.add(client),
    )
    const told = {
      now: () => this.now(),
      changed: (keyspace: Keyspace, key: string) => {
        this.waiting.changed(keyspace, key)
        this.standby?.changed(keyspace, key)
      },
      isUse: () => !this.#isObserved,
      expired: (keyspace: Keyspace, key: string) => this.#tell('expired', keyspace, key),
    }
    this.databases = Array.from({ length: DATABASES }, () => new Keyspace(told, this.ledger))
    this.standby =
      replicationLagMs === undefined ? null : new Standby(this.databases, replicationLagMs)
    this.since = this.now()
  }

  /** Whole milliseconds since 1970. */
  now(): number {
    return this.frozenAt ?? Math.floor(this.around.now())
  }

  /** A client of ours, or one that is connected by a line. */
  newClient(line?: Line): Client {
    // Who is not connected counts for nothing, so that the numbers of clients are their own.
    const id = line === undefined ? 0 : ++this.connections
    const client = new Client(id, this.now(), () => this.#toSend.add(client))
    client.isTrusted = this.settings.password === undefined
    if (line !== undefined) {
      this.#lines.set(client, line)
      this.clients.set(client.id, client)
    }
    return client
  }

  /** Forgets a client whose connection has ended. */
  forget(client: Client): void {
    this.#lines.delete(client)
    this.clients.delete(client.id)
    client.discard()
    this.channels.leave(client)
    this.waiting.leave(client)
  }

  /** Forgets every key whose time is over. */
  sweep(): void {
    const now = this.now()
    for (const keyspace of this.databases) keyspace.sweep(now)
  }

  /** Evicts keys until there are as many as there may be, if keys are evicted at all. */
  makeRoom(): void {
    if (this.settings.eviction !== 'allkeys-lru') return
    while (this.ledger.entries > this.settings.maxEntries) {
      const evicted = this.ledger.evict()
      if (evicted === undefined) return
      this.#tell('evicted', evicted.keyspace, evicted.key)
    }
  }

  #tell(loss: Loss, keyspace: Keyspace, key: string): void {
    this.events.tell(loss, this.databases.indexOf(keyspace), key)
  }

  /** Where somebody wants to hear of it, keys expire at their times, and not when asked for. */
  #arm(): void {
    const wanted = this.events.tellsOf('expired') ? this.databases : []
    const next = Math.min(...wanted.map(({ nextExpiry }) => nextExpiry))
    if (next === this.#armedFor) return
    this.#disarm()
    this.#armedFor = next
    if (next === Infinity) return
    this.#disarm = this.around.after(Math.max(0, next + 1 - this.around.now()), () => {
      this.#armedFor = Infinity
      this.turn(() => this.sweep())
    })
  }

  /** Forgets a share of all keys, drawn one by one. @returns how many */
  lose(share: number, random: () => number): number {
    let lost = 0
    for (const keyspace of this.databases) {
      const keys = [...keyspace.keys()]
      for (const key of keys) if (share === 1 || random() < share) lost += +keyspace.delete(key)
    }
    return lost
  }

  /** Loses every client, and all that is not kept when the process ends. */
  crash(): void {
    for (const client of this.clients.values()) this.forget(client)
    this.scripts?.flush()
    this.standby?.takeOver(this.now())
  }

  /** Forgets all keys. */
  clear(): void {
    for (const keyspace of this.databases) keyspace.clear()
  }

  /**
   * Does what has come in, then serves who waited for it, then sends. What comes in meanwhile, as
   * when a client answers at once, has the next turn.
   */
  turn(work: () => void): void {
    this.#works.push(work)
    if (this.#isInTurn) return
    this.#isInTurn = true
    try {
      for (let next = this.#works.shift(); next !== undefined; next = this.#works.shift()) {
        next()
        this.#serve()
        this.#arm()
        this.standby?.turned(this.now())
        this.#flush()
      }
    } finally {
      this.#isInTurn = false
    }
  }

  /** Does what somebody asks who only looks on, also in the middle of a turn. */
  observe(work: () => void): void {
    this.#isObserved = true
    try {
      work()
    } finally {
      this.#isObserved = false
    }
    this.turn(() => undefined)
  }

  #serve(): void {
    this.waiting.serve()
    while (this.#toResume.size > 0) {
      const clients = [...this.#toResume]
      this.#toResume.clear()
      for (const client of clients) this.#lines.get(client)?.resume()
      this.waiting.serve()
    }
  }

  #flush(): void {
    const clients = [...this.#toSend]
    this.#toSend.clear()
    for (const client of clients) {
      const text = client.take()
      const line = this.#lines.get(client)
      if (text !== '') line?.send(bytesOf(text))
      if (client.isEnding) this.hangUp(client)
    }
  }

  /** Ends the connection of a client. */
  hangUp(client: Client): void {
    const line = this.#lines.get(client)
    this.forget(client)
    line?.end()
  }
}
