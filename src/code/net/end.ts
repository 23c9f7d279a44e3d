/**
 * One end of a connection between two processes of code: what its socket says goes to the other
 * end, what comes from there is told to the socket. It ends with its process, and knows how.
 */
import { AsyncResource } from 'node:async_hooks'
import { connected } from '../../world/faults/passage.ts'
import { stopsAll } from '../../world/faults/replica-effects.ts'
import type { CodeHandling } from '../../world/handling/code.ts'
import type { Way } from '../../world/network/link.ts'
import { reset } from '../http/network-errors.ts'
import type { Ending, ProcessNetwork } from '../network.ts'
import type { ReplicaProcess } from '../process.ts'
import { whyUnheard } from '../store/failures.ts'
import { Flow, type Listener, type Speaker } from './flow.ts'
import type { Line, SocketEnd } from './line.ts'
import { bare, type Road } from './road.ts'

/** Whose end it is. */
export type Place = {
  readonly network: ProcessNetwork
  /** Who is at the other one. */
  readonly other: string
  /** The way by which it is spoken to from there. */
  readonly hears: Way
  /** Who has the request in hand in the course of which it was opened. */
  readonly maker: CodeHandling | null
}

/** Both ends are there, and a way between them. */
type Joined = { readonly road: Road; readonly peer: End; readonly out: Flow }

/** One end. */
export class End implements Line, Speaker, Listener, Ending {
  readonly process: ReplicaProcess
  isOver = false
  isConnected = false
  readonly #place: Place
  readonly #socket: SocketEnd
  readonly #scope = new AsyncResource('GAMEDAY_CONNECTION')
  #joined: Joined | null = null

  constructor(place: Place, socket: SocketEnd) {
    this.process = place.network.process
    this.#place = place
    this.#socket = socket
    place.network.ends.add(this)
  }

  /** Joins two ends. */
  static join(road: Road, { client, server }: { client: End; server: End }): void {
    const there = new Flow(road, 'there', { from: client, to: server })
    const back = new Flow(road, 'back', { from: server, to: client })
    client.#joined = { road, peer: server, out: there }
    server.#joined = { road, peer: client, out: back }
  }

  isTo(callee: string): boolean {
    return this.#place.hears === 'back' && this.#place.other === callee
  }

  /** Its socket may hear from now on. */
  connected(): void {
    this.isConnected = true
    this.#told(() => this.#socket.connected())
    this.read()
  }

  send(bytes: Uint8Array, taken: () => void): void {
    if (this.isOver || this.#joined === null) process.nextTick(taken)
    else this.#joined.out.say(bytes, taken)
  }

  end(): void {
    this.#joined?.out.end()
  }

  close(): void {
    if (this.isOver) return
    this.#over()
    this.end()
  }

  reset(): void {
    if (this.isOver) return
    this.#over()
    this.#sayReset()
  }

  read(): void {
    if (this.#joined !== null) this.#joined.peer.#resume()
  }

  crashed(tells: boolean): void {
    this.#over()
    if (tells) this.#sayReset()
  }

  /** It is over by an error, of which its socket learns. */
  fail(error: Error): void {
    if (this.isOver) return
    this.#over()
    this.#place.maker?.callFailed?.()
    this.soon(() => this.#told(() => this.#socket.failed(error)))
  }

  soon(run: () => void): void {
    this.process.soon(run)
  }

  unheard(reason: number): void {
    if (this.isOver) return
    this.#sayReset()
    this.fail(whyUnheard(this.#place.other, reason))
  }

  get isSilent(): boolean {
    const { conditions } = this.process.replica
    if (!conditions.isDown || conditions.refuses) return false
    conditions.touch(stopsAll)
    return true
  }

  /** What comes to an end that nobody has any more breaks the connection off. */
  admits(way: Way): boolean {
    const { conditions } = this.process.replica
    if (conditions.isDown) conditions.touch(stopsAll)
    if (this.isOver) this.#sayReset()
    else if (way === 'there' && conditions.error(this.#now, connected) !== null) this.#struck()
    return !this.isOver
  }

  hears(bytes: Uint8Array): boolean {
    return this.#told(() => this.#socket.received(bytes))
  }

  heardAll(): void {
    this.#told(() => this.#socket.ended())
  }

  get #now(): number {
    return this.process.replica.component.agenda.now
  }

  #resume(): void {
    this.#joined?.out.resume()
  }

  /** A fault breaks the connection at both ends. */
  #struck(): void {
    this.#sayReset()
    this.fail(reset(this.#place.other))
  }

  #sayReset(): void {
    if (this.#joined === null) return
    const { road, peer } = this.#joined
    const heard = bare(() => peer.isSilent || peer.fail(reset(peer.#place.other)))
    road.send(peer.#place.hears, { ...heard, isSentOnce: true })
  }

  #over(): void {
    this.isOver = true
    this.#joined?.out.cut()
    this.#joined?.road.closed()
    this.#place.network.ends.delete(this)
  }

  /** In the course of what opened it, as in Node.js. */
  #told<T>(tell: () => T): T {
    return this.#scope.runInAsyncScope(tell)
  }
}
