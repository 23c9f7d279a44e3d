/** The network as one process sees it: whom it reaches by which name, and who listens in it. */
import type http from 'node:http'
import type { Server } from 'node:net'
import type { Way } from '../world/handling/code.ts'
import type { CodeCallOptions } from './context.ts'
import type { Desk } from './desk.ts'
import { deskHere, taskHere } from './handling-here.ts'
import { refused, unresolved } from './http/network-errors.ts'
import type { ReplicaProcess } from './process.ts'
import type { Target } from './store/store-runner.ts'
import { storeIn } from './store/stores.ts'

/** A component, and the way to it. */
export type Callee = { readonly callee: string; readonly way: Way }

/** Names of one's own machine. */
const OWN = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0', '::'])

/** Those that Linux lends. */
const FIRST_PORT = 49_152
const PORTS = 16_384

/** An end of a connection, which ends with its process. */
export interface Ending {
  /** @param tells whether the other end learns of it */
  crashed(tells: boolean): void
  /** Whether it has connected to a component of code. */
  isTo(callee: string): boolean
}

/** The network of one process, in one of its lives. */
export class ProcessNetwork {
  /** Servers that listen in it, by their ports. */
  readonly listeners = new Map<number, Server>()
  /** The server of HTTP that answers its requests, where it has one. */
  httpServer: http.Server | undefined
  /** Its ends of connections to other processes. */
  readonly ends = new Set<Ending>()
  readonly process: ReplicaProcess
  #ports = 0

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

  /** The error of a name that nobody has, which the run warns of. */
  nobodyAt(host: string): Error {
    this.#asksInVain(host)
    return unresolved(host)
  }

  /** The error of a port of its own at which nobody listens, which the run warns of. */
  nobodyHere(port: number): Error {
    this.#asksInVain(`localhost:${port}`)
    return refused(`127.0.0.1:${port}`)
  }

  #asksInVain(name: string): void {
    this.process.desk.mishaps.unknown(name, this.#desk.callees)
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

  /** The way to a component; undefined where it may not be called. */
  componentAt(callee: string): Callee | undefined {
    const way = this.#desk.wayTo(callee)
    return way && { callee, way }
  }

  /** How many connections it has made to a component of code, and has still. */
  connectionsTo(callee: string): number {
    return [...this.ends].filter(end => end.isTo(callee)).length
  }

  /** A port of its own for a socket that connects. */
  nextPort(): number {
    return FIRST_PORT + (this.#ports++ % PORTS)
  }

  /** The process has crashed, and the ends of its connections with it. */
  crashed(tells: boolean): void {
    for (const end of this.ends) end.crashed(tells)
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
