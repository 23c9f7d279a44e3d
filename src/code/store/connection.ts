/**
 * A connection of a process to a store: what the client sends is a call, which may wait, be slow or
 * be lost as any; what belongs to the connection itself goes over the link beside it. Bytes arrive
 * in the order in which they were sent, however long each takes.
 */
import { AsyncResource } from 'node:async_hooks'
import { Outcome } from '../../record/outcome.ts'
import { connected, entrance } from '../../world/faults/passage.ts'
import { refused, reset, timedOut } from '../http/network-errors.ts'
import { taskHere } from '../handling-here.ts'
import { LastingCall } from '../lasting-call.ts'
import type { Ending } from '../network.ts'
import type { ReplicaProcess } from '../process.ts'
import type { Chunk } from './chunk.ts'
import { whyBroken, whyNotMet } from './failures.ts'
import type { Line, SocketEnd } from '../net/line.ts'
import { bare, FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS, Road } from '../net/road.ts'
import { InOrder } from './in-order.ts'
import type { StoreRunner, Target } from './store-runner.ts'
import type { Session } from '../../kernel/surroundings.ts'

/** One connection. */
export class StoreConnection implements Line {
  /** Whose it is. */
  readonly process: ReplicaProcess
  readonly #callee: string
  readonly #store: StoreRunner
  readonly #client: SocketEnd
  readonly #way: Target['way']
  readonly #road: Road
  readonly #opener = new AsyncResource('GAMEDAY_CONNECTION')
  #session: Session | null = null
  #isOver = false
  /** Whether the process in which the client was has crashed. */
  #isGone = false
  /** How much the client has sent; the store takes one after another. */
  #sent = 0
  readonly #taken = new InOrder()
  /** Whether the store is just taking what came with a call of this connection: it is answered. */
  #isReceiving = false
  /** What the store has taken and not answered yet: its next words end these calls. */
  #unanswered: (() => void)[] = []
  /** What the store has said, and how much of it has come to the client. */
  readonly #said: Uint8Array[] = []
  #heard = 0
  #arrivedUpTo = 0
  /** How much of it the client hears before it learns that the store has hung up. */
  #hangsUpAt = Infinity

  /** A machine closes the connections of a process that dies; one that is gone says nothing. */
  readonly #ending: Ending = {
    crashed: tells => {
      if (tells) this.close()
      this.#isGone = true
      this.#over()
    },
    isTo: () => false,
  }

  constructor(process: ReplicaProcess, { callee, way, store }: Target, client: SocketEnd) {
    this.process = process
    this.#callee = callee
    this.#store = store
    this.#client = client
    this.#way = way
    this.#road = new Road(way.link, way.callee.replicas[0])
    process.network.ends.add(this.#ending)
  }

  /** Connects, with one way there and one back. */
  open(): void {
    const packet = bare(
      () => this.#met(),
      reason => this.#fail(whyNotMet(this.#callee, reason)),
    )
    this.#road.send('there', packet)
  }

  /** Sends bytes to the store. */
  send(bytes: Uint8Array, taken: () => void): void {
    process.nextTick(taken)
    if (this.#isOver || this.#road.breaksOff(bytes.length)) return
    const sent = bytes.slice()
    const inShort = (): string | undefined => this.#store.inShort(sent)
    const chunk = { connection: this, meets: connected, number: this.#sent++, bytes: sent }
    const fresh = { within: taskHere()?.attempt ?? null, hasArrived: false, answeredUpTo: 0 }
    this.#transmit({ ...chunk, ...fresh, inShort })
  }

  /** The client hangs up. */
  close(then = (): void => {}): void {
    if (this.#isOver) return
    this.#over()
    const ended = (): void => this.#ended(then)
    this.#road.send('there', bare(ended, ended))
  }

  /** Who has said all hears no more than that the store hangs up, too. */
  end(): void {
    const closes = (): void => this.#tell(() => this.#client.ended())
    this.close(() => this.#road.send('back', bare(closes, closes)))
  }

  readonly reset = (): void => this.close()
  readonly read = (): void => {}

  /** A chunk has come to the store; `done` ends the call of it. */
  arrived(chunk: Chunk, done: () => void): void {
    if (chunk.hasArrived) return done()
    chunk.hasArrived = true
    this.#taken.put(chunk.number, () => {
      const before = this.#said.length
      this.#receive(chunk.bytes)
      const answered = (): void => {
        chunk.answeredUpTo = this.#said.length
        done()
      }
      const waits = this.#store.answersAll && this.#said.length === before
      if (waits && this.#session !== null) this.#unanswered.push(answered)
      else answered()
    })
  }

  /** Whether the store knows it: one that was made before a crash is forgotten. */
  get isOpen(): boolean {
    return this.#session !== null
  }

  /** The store has crashed, and its end with it. */
  crashed(tells: boolean): void {
    this.#session = null
    if (!tells) return
    const gone = (): void => this.#fail(reset(this.#callee))
    this.#road.send('back', bare(gone, gone))
  }

  #receive(bytes: Uint8Array): void {
    this.#isReceiving = true
    this.#session?.receive(bytes)
    this.#isReceiving = false
  }

  /** The wish to connect has come to the store. */
  #met(): void {
    const { replica } = this.#store.process
    const { agenda } = replica.component
    const met = entrance(replica.conditions, agenda.now)
    if (met === 'silent') return void this.process.after(SYN_AGAIN_MS, () => this.open())
    if (met !== 'open') return this.#answer(() => this.#fail(refused(this.#callee)))
    this.#store.process.soon(() => {
      this.#session = this.#store.accept(this, {
        send: bytes => this.#say(bytes),
        end: () => this.#answer(() => this.#hangsUp(this.#said.length)),
      })
      this.#answer(() => this.#connected())
    })
  }

  #connected(): void {
    this.#tell(() => this.#client.connected())
    this.#road.opened(() => this.#fail(reset(this.#callee)))
  }

  #answer(arrived: () => void): void {
    const failed = (): void => this.#fail(timedOut(this.#callee))
    this.#road.send('back', bare(arrived, failed))
  }

  /** What is said outside of any call goes by itself. */
  #say(bytes: Uint8Array): void {
    this.#said.push(bytes.slice())
    if (this.#road.breaksOff(bytes.length)) return
    const upTo = this.#said.length
    const unanswered = this.#unanswered.splice(0)
    for (const answered of unanswered) answered()
    if (this.#isReceiving || unanswered.length > 0) return
    const failed = (): void => this.#fail(timedOut(this.#callee))
    this.#road.send('back', { ...bare(() => this.#hear(upTo), failed), bytes: bytes.length })
  }

  /** What the store has said so far may be heard, as far as nothing before it is missing. */
  #hear(upTo: number): void {
    this.#arrivedUpTo = Math.max(this.#arrivedUpTo, upTo)
    while (this.#heard < this.#arrivedUpTo) {
      const bytes = this.#said[this.#heard++]
      this.#tell(() => this.#client.received(bytes))
    }
    if (this.#heard >= this.#hangsUpAt) this.#hangsUp(this.#hangsUpAt)
  }

  /** A call for each chunk, and another one where that got lost. */
  #transmit(chunk: Chunk): void {
    const { program } = this.#way
    const sent = { callee: this.#callee, program, request: chunk, within: null, signal: undefined }
    const call = new LastingCall(
      this.process,
      { ...sent, journey: chunk.within },
      {
        patience: { firstMs: FIRST_PATIENCE_MS, longestMs: LONGEST_PATIENCE_MS },
        resolve: (_answer, outcome) => {
          if (outcome === Outcome.Incorrect) this.#store.spoil(this.#said, chunk.answeredUpTo - 1)
          this.#hear(chunk.answeredUpTo)
        },
        reject: error => this.#fail(whyBroken(this.#callee, error)),
        givenUp: () => this.#fail(timedOut(this.#callee)),
        isOver: () => this.#isOver,
      },
    )
    call.send()
  }

  /** The client hears all that was said before, which may still be on its way. */
  #hangsUp(upTo: number): void {
    this.#hangsUpAt = upTo
    if (this.#isOver || this.#heard < upTo) return
    this.#over()
    this.#tell(() => this.#client.ended())
  }

  /** The client's end is gone. */
  #over(): void {
    this.#isOver = true
    this.#road.closed()
    this.process.network.ends.delete(this.#ending)
  }

  #fail(error: Error): void {
    if (this.#isOver) return
    this.#over()
    this.#ended()
    this.#tell(() => this.#client.failed(error))
  }

  #ended(told = (): void => {}): void {
    const session = this.#session
    this.#session = null
    for (const answered of this.#unanswered.splice(0)) answered()
    this.#store.left(this)
    if (session !== null) this.#store.process.soon(() => session.closed())
    told()
  }

  /** In an event of the client's process, and of what opened it, as in Node.js. */
  #tell(tell: () => void): void {
    if (!this.#isGone) this.process.soon(() => this.#opener.runInAsyncScope(tell))
  }
}

/** Nobody has answered: the wish to connect is repeated. */
const SYN_AGAIN_MS = 1_000
