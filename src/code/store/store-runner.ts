/** Lets a real store answer: a server that speaks its protocol, in a replica of the world. */
import { isStoreError, type StoreError } from '../../faults/store-errors.ts'
import type { Session, Surroundings } from '../../kernel/surroundings.ts'
import type { Meets } from '../../world/faults/passage.ts'
import { wrongByte } from '../../world/faults/wrong-answer.ts'
import type { Code, CodeHandling, CodeStore, Inside, Way } from '../../world/handling/code.ts'
import { advance, fail } from '../../world/handling/interpreter.ts'
import type { Task } from '../../world/handling/task.ts'
import { Desk } from '../desk.ts'
import { ReplicaProcess } from '../process.ts'
import type { Chunk } from './chunk.ts'
import type { StoreConnection } from './connection.ts'
import { becomesStore } from './stores.ts'
import { waitsTold } from './waits-told.ts'
import type { WireServer } from './wire-server.ts'

/** What a store is. */
export type StoreKind = {
  /** Makes the server, at first and after each crash unless it is durable. */
  readonly make: (around: Surroundings, refusals: Refusals) => WireServer
  /** Whether a crash loses connections only, and what was written stays. */
  readonly isDurable: boolean
  /** Whether it answers all that it is sent, so that what is not answered yet waits inside. */
  readonly answersAll: boolean
  /** What a client asks by some bytes, in short. */
  readonly inShort: (bytes: Uint8Array) => string | undefined
  /** Where the first value ends in what it says; -1 where it says none. */
  readonly endOfFirstValue: (bytes: Uint8Array) => number
  /** Whether it is a cache, of which keys can be lost. */
  readonly forgets: boolean
  /** The errors that faults can have it tell. */
  readonly errors: readonly StoreError[]
}

/**
 * Which error of its own a store tells now, by the faults in force.
 *
 * @param meets those that what it is asked could meet
 */
export type Refusals = (meets: Meets) => StoreError | undefined

/** A store, and the way to it. */
export type Target = {
  readonly callee: string
  readonly way: Way
  readonly store: StoreRunner
}

/** What a server says goes to its connection. */
type Voice = { readonly send: (bytes: Uint8Array) => void; readonly end: () => void }

/** Runs the server of one store. */
export class StoreRunner implements Code, CodeStore {
  readonly process: ReplicaProcess
  readonly #connections = new Set<StoreConnection>()
  readonly #kind: StoreKind
  /** Whose each session is, by its number. */
  readonly #owners = new Map<number, ReplicaProcess>()
  #server: WireServer | null = null

  constructor(kind: StoreKind, inside: Inside) {
    const [replica] = inside.component.replicas
    this.#kind = kind
    this.process = new ReplicaProcess(replica, {
      desk: new Desk(inside),
      ended: (_process, tells) => this.#crashed(tells),
      store: this,
    })
    replica.process = this.process
    becomesStore(inside.component, this)
  }

  handle(task: Task): void {
    const chunk = task.request as Partial<Chunk> | undefined
    // A model asks it in its own way: by a call that takes its time, and says nothing.
    if (chunk?.connection === undefined) return advance(task)
    if (!chunk.connection.isOpen) return fail(task, FORGOTTEN)
    const serving = new Serving(task)
    this.process.soon(() => this.#take(chunk as Chunk, serving))
  }

  get errors(): readonly StoreError[] {
    return this.#kind.errors
  }

  get forgets(): boolean {
    return this.#kind.forgets
  }

  forget(share: number, random: () => number): number {
    return this.#server?.forget?.(share, random) ?? 0
  }

  ask(ask: (server: never) => unknown): unknown {
    return ask(this.#running as never)
  }

  /** Whether it answers all that it is sent. */
  get answersAll(): boolean {
    return this.#kind.answersAll
  }

  /** Has what it said last be wrong: one value of it is another. */
  spoil(said: Uint8Array[], last: number): void {
    if (last < 0) return
    const end = this.#kind.endOfFirstValue(said[last])
    said[last] = said[last].map((byte, at) => (at === end ? wrongByte(byte) : byte))
  }

  /** What a client asks by some bytes, in short. */
  inShort(bytes: Uint8Array): string | undefined {
    return this.#kind.inShort(bytes)
  }

  /** A client has connected. */
  accept(connection: StoreConnection, { send, end }: Voice): Session {
    this.#connections.add(connection)
    const session = this.#running.connect(send, end)
    if (session.id !== undefined) this.#owners.set(session.id, connection.process)
    return session
  }

  /** How many connections a process has to it. */
  connectionsOf(process: ReplicaProcess): number {
    return [...this.#connections].filter(one => one.process === process).length
  }

  stands(): readonly string[] {
    return waitsTold(this.process, this.#server?.waiting ?? [], this.#owners)
  }

  /** A connection is over. */
  left(connection: StoreConnection): void {
    this.#connections.delete(connection)
  }

  #take(chunk: Chunk, serving: Serving): void {
    chunk.connection.arrived(chunk, () => this.process.desk.later(() => serving.done()))
  }

  #crashed(tells: boolean): void {
    const all = [...this.#connections]
    this.#connections.clear()
    if (this.#kind.isDurable) this.#server?.crash?.()
    else this.#server = null
    for (const connection of all) connection.crashed(tells)
  }

  get #running(): WireServer {
    return (this.#server ??= this.#made())
  }

  #made(): WireServer {
    const { process } = this
    const around = {
      now: () => process.clock.wallNow(),
      random: () => process.random(),
      after: (ms: number, callback: () => void) => process.timer(ms, callback),
    }
    return this.#kind.make(around, meets => this.#refuses(meets))
  }

  #refuses(meets: Meets): StoreError | undefined {
    const { conditions, component } = this.process.replica
    if (conditions.quiet) return undefined
    const code = conditions.error(component.agenda.now, meets)?.errorAt
    return isStoreError(code) ? code : undefined
  }
}

/** A call under way whose bytes the server takes. */
class Serving implements CodeHandling {
  #task: Task | null

  constructor(task: Task) {
    this.#task = task
    task.code = this
  }

  stopped(): void {
    if (this.#task !== null) this.#task.code = null
    this.#task = null
  }

  done(): void {
    const task = this.#task
    this.stopped()
    if (task !== null) advance(task)
  }
}

/** The code of a call over a connection that the store has forgotten. */
const FORGOTTEN = 503
