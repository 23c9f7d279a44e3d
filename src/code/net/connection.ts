/**
 * A connection of a process to a server that listens in another one. It is made by a call, which is
 * on the record as any and which the callee's process answers by accepting it; what is said over it
 * then goes as packets between the two replicas.
 */
import net from 'node:net'
import tls from 'node:tls'
import { UsageError } from '../../kernel/errors.ts'
import type { Asks } from '../../world/calls/asked.ts'
import { type Meets, meetsAll, meetsAllPlainly } from '../../world/faults/passage.ts'
import type { Way } from '../../world/handling/code.ts'
import { taskHere } from '../handling-here.ts'
import { misspoken, refused, reset, timedOut } from '../http/network-errors.ts'
import { LastingCall } from '../lasting-call.ts'
import type { ProcessNetwork } from '../network.ts'
import type { ReplicaProcess } from '../process.ts'
import { whyNotMade } from '../store/failures.ts'
import { accept, counted } from './accept.ts'
import { End } from './end.ts'
import type { Line, SocketEnd } from './line.ts'
import { isOfHttp } from './ports.ts'
import { bare, Road } from './road.ts'
import { Wired } from './wired.ts'

/** To whom, and how. */
export type Target = {
  readonly callee: string
  readonly way: Way
  readonly port: number
  readonly localPort: number
  readonly isSecure: boolean
  /** It goes on from a request by HTTP: with the server that would have answered that. */
  readonly isUpgraded: boolean
}

/** How long a wish to connect waits for an answer, and when TCP gives it up: after 127 seconds. */
const patience = { firstMs: 1_000, longestMs: 64_000 }

/** One connection, and the request of the call that makes it. */
export class Connection implements Line, Asks {
  readonly meets: Meets
  readonly port: number
  readonly #target: Target
  readonly #network: ProcessNetwork
  readonly #here: End
  #there: There | null = null
  #road: Road | null = null
  #call: LastingCall | null = null

  constructor(network: ProcessNetwork, target: Target, client: SocketEnd) {
    this.port = target.port
    this.meets = target.isSecure ? meetsAll : meetsAllPlainly
    this.#target = target
    this.#network = network
    const maker = taskHere()?.code ?? null
    this.#here = new End({ network, other: target.callee, hears: 'back', maker }, client)
  }

  inShort(): string {
    return `connect :${this.port}`
  }

  open(): void {
    const { callee, way } = this.#target
    const made = { callee, program: way.program, request: this, signal: undefined }
    this.#call = new LastingCall(
      this.#network.process,
      { ...made, within: taskHere() },
      {
        patience,
        resolve: () => this.#answered(),
        reject: error => this.#here.fail(whyNotMade(callee, error)),
        givenUp: () => this.#here.fail(timedOut(callee)),
        isOver: () => this.#here.isOver,
      },
    )
    this.#call.send()
  }

  send(bytes: Uint8Array, taken: () => void): void {
    this.#here.send(bytes, taken)
  }

  end(): void {
    this.#here.end()
  }

  close(): void {
    if (!this.#here.isOver && !this.#here.isConnected) this.#call?.stop()
    this.#here.close()
  }

  reset(): void {
    this.#here.reset()
  }

  read(): void {
    this.#here.read()
  }

  /**
   * The wish to connect has come to a process, as which this is called.
   *
   * @returns false where nobody listens
   */
  accepted(by: ReplicaProcess): boolean {
    // It may come again, where the answer to it was lost; or too late.
    if (this.#there !== null || this.#here.isOver) return true
    const server = this.#serverIn(by.network)
    if (server === undefined) return false
    const { isSecure, isUpgraded } = this.#target
    const speaksTls = server instanceof tls.Server
    const isMisspoken = !isUpgraded && speaksTls !== isSecure
    const there = speaksTls && isMisspoken ? this.#unheard(by) : this.#served(by, server)
    this.#there = { ...there, isMisspoken: isSecure && isMisspoken }
    this.#road = new Road(this.#target.way.link, by.replica)
    End.join(this.#road, { client: this.#here, server: there.end })
    if (!isSecure) there.accept()
    return true
  }

  /** The call has been answered: TLS takes another round trip. */
  #answered(): void {
    const { callee, isSecure } = this.#target
    const there = this.#there
    if (this.#here.isOver) return
    if (there === null || this.#road === null) return this.#here.fail(refused(callee))
    if (!isSecure) return this.#connected(there)
    const { end } = there
    const hello = bare(
      () => end.admits('there') && end.soon(() => this.#greeted(there)),
      reason => this.#here.unheard(reason),
    )
    this.#road.send('there', { ...hello, isMet: () => !end.isSilent })
  }

  /** From now on a fault may break it off, at both ends. */
  #connected({ end }: There): void {
    this.#here.connected()
    this.#road?.opened(() => {
      this.#here.fail(reset(this.#target.callee))
      end.fail(reset(this.#network.process.host.name))
    })
  }

  #greeted(there: There): void {
    const { end, accept: accepts, isMisspoken } = there
    const { callee } = this.#target
    if (isMisspoken) end.fail(reset(this.#network.process.host.name))
    accepts()
    const answered = bare(() => {
      if (isMisspoken) this.#here.fail(misspoken(callee))
      else this.#here.soon(() => this.#connected(there))
    })
    this.#road?.send('back', answered)
  }

  #serverIn({ listeners, httpServer }: ProcessNetwork): net.Server | undefined {
    const listening = listeners.get(this.port)
    if (!this.#target.isUpgraded) return listening
    const server = listening !== undefined && isOfHttp(listening) ? listening : httpServer
    if (server !== undefined) return server
    const { callee } = this.#target
    throw new UsageError({
      what: `${callee} is asked for a WebSocket, but no server of node:http in it could take one`,
      where: callee,
      fix: 'let its factory return an http.Server, or let one listen; a handler of fetch has none',
    })
  }

  /** The end at a server, and what hands it over. */
  #served(by: ReplicaProcess, server: net.Server): Omit<There, 'isMisspoken'> {
    const { process: client } = this.#network
    const socket = new net.Socket({ allowHalfOpen: Reflect.get(server, 'allowHalfOpen') === true })
    const remote = { name: client.host.name, port: this.#target.localPort }
    const local = { name: by.desk.name, port: this.port }
    const wired = new Wired(socket, { local, remote }, counted(server))
    const end = this.#endIn(by, wired)
    wired.stand(end)
    const hand = (): void => {
      end.isConnected = true
      accept(server, socket)
    }
    return { end, accept: hand }
  }

  /** Who speaks no TLS to a server that does is cut off at the first word. */
  #unheard(by: ReplicaProcess): Omit<There, 'isMisspoken'> {
    const cutOff = (): true => {
      end.reset()
      return true
    }
    const deaf = { connected: () => {}, received: cutOff, ended: cutOff, failed: () => {} }
    const end: End = this.#endIn(by, deaf)
    const listen = (): void => {
      end.isConnected = true
    }
    return { end, accept: listen }
  }

  #endIn({ network }: ReplicaProcess, socket: SocketEnd): End {
    const other = this.#network.process.host.name
    return new End({ network, other, hears: 'there', maker: null }, socket)
  }
}

/** The end at the server. */
type There = {
  readonly end: End
  /** Hands it to the server, with whom all is agreed. */
  readonly accept: () => void
  /** The client speaks TLS, and the server does not. */
  readonly isMisspoken: boolean
}
