/** The network as one process sees it: whom it reaches by which name, and who listens in it. */
import type { Server } from 'node:net'
import type { CodeCallOptions } from './context.ts'
import type { Desk } from './desk.ts'
import { deskHere, taskHere } from './handling-here.ts'
import type { ReplicaProcess } from './process.ts'
import type { Target } from './store/connection.ts'
import { storeIn } from './store/stores.ts'

/** Names of one's own machine. */
const OWN = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0', '::'])

/** The network of one process, in one of its lives. */
export class ProcessNetwork {
  /** Servers that listen in it, by their ports. */
  readonly listeners = new Map<number, Server>()
  readonly process: ReplicaProcess

  constructor(process: ReplicaProcess) {
    this.process = process
  }

  /** What clients do by several scripts, each does by its own calls. */
  get #desk(): Desk {
    return deskHere() ?? this.process.desk
  }

  /** Whom a name reaches, of those this process may call; undefined when nobody has it. */
  calleeAt(host: string): string | undefined {
    return this.#desk.calleeAt(host)
  }

  /** Whether a name means the machine itself. */
  isOwn(host: string): boolean {
    return OWN.has(host)
  }

  /** The store that a component is, and the way to it; undefined for all others. */
  storeAt(callee: string): Target | undefined {
    const way = this.#desk.wayTo(callee)
    const store = way && storeIn(way.callee)
    return way && store && { callee, way, store }
  }

  /** Calls a component. */
  call(callee: string, request: unknown, options: CodeCallOptions): Promise<unknown> {
    return this.#desk.ask(this.process, {
      callee,
      request,
      within: taskHere(),
      signal: options.signal,
    })
  }
}
