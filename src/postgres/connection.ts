/** One connection: what its client sends becomes batches, which are done one after the other. */
import { type Batch, isFallible, queryBatch } from './batch.ts'
import { brokenOff, Greeter, violation } from './greeter.ts'
import { type Group, Inbox } from './inbox.ts'
import { type Names, PreparedStatements } from './prepared.ts'
import type { Session, Surroundings } from '../kernel/surroundings.ts'
import type { Work } from './work.ts'
import * as errors from './transactions/errors.ts'
import type { Performer } from './transactions/performer.ts'
import type { Performance } from './transactions/performance.ts'
import { none, type Settings } from './transactions/settings.ts'
import type { Transaction } from './transactions/transaction.ts'
import type { Waiter, Waits } from './waits.ts'
import { errorFrame, readyFrame, type ServerError } from './wire/answers.ts'
import { readText } from './wire/bytes.ts'
import { FrameReader } from './wire/frame-reader.ts'
import { type Frame, joined } from './wire/frame.ts'

/** The server, as its connections see it. */
export type Host = {
  readonly around: Surroundings
  readonly performer: Performer
  readonly waits: Waits
  readonly names: Names
  readonly begin: (work: Work) => void
  /** Why a client that connects now is turned away. */
  refusal(): ServerError | undefined
  /** What the server says of itself to a client. */
  parameters(): ReadonlyMap<string, string>
  /** Cancels what a session is doing. */
  cancel(id: number): void
  /** Takes notice that a connection is gone. */
  gone(connection: Connection): void
}

/** How bytes go back to the client. */
export type Wire = { readonly send: (bytes: Uint8Array) => void; readonly end: () => void }

/** One connection, and the session behind it. */
export class Connection implements Session, Waiter {
  readonly id: number
  transaction: Transaction | undefined
  settings: Settings = none
  streaming = false
  readonly #host: Host
  readonly #wire: Wire
  readonly #reader = new FrameReader()
  readonly #greeter: Greeter
  readonly #prepared: PreparedStatements
  readonly #inbox = new Inbox()
  #batch: Batch | undefined
  #skipping = false
  #pumping = false
  #gone = false
  /** Whether the client's end is gone: what it is doing is done, and nobody hears the answer. */
  #unheard = false
  /** Whether the client has said that it goes, when what it sent before is done. */
  #goes = false
  #stopStatement: () => void = nothing
  #stopIdle: () => void = nothing

  constructor(id: number, host: Host, wire: Wire) {
    this.id = id
    this.#host = host
    this.#wire = wire
    this.#greeter = new Greeter(host, this)
    this.#prepared = new PreparedStatements(id, host.names)
  }

  /** What it is doing, or wants to. */
  get sql(): string {
    return this.#batch?.sql ?? ''
  }

  receive(bytes: Uint8Array): void {
    if (this.#gone || this.#unheard) return
    this.#reader.push(bytes)
    while (!this.#gone && !this.#greeter.done) {
      const opening = this.#reader.opening()
      if (opening === undefined) return
      this.#do(opening === 'broken' ? brokenOff : this.#greeter.greet(opening))
    }
    while (!this.#gone) {
      const frame = this.#reader.next()
      if (frame === undefined) break
      if (frame === 'broken') return this.terminate(violation)
      const taken = this.#inbox.take(frame)
      if (taken === 'bye') this.#goes = true
      else if (taken !== undefined) return this.terminate(taken)
    }
    this.#pump()
  }

  #do({ frames, end }: { frames: readonly Frame[]; end?: boolean }): void {
    this.#say(joined(frames))
    if (end) this.#hangUp()
  }

  /** Sends the one byte with which a server says that it does not speak TLS. */
  sendPlain(byte: string): void {
    this.#wire.send(Uint8Array.of(byte.charCodeAt(0)))
  }

  #say(bytes: Uint8Array): void {
    if (bytes.length > 0 && !this.#unheard) this.#wire.send(bytes)
  }

  /** As PostgreSQL, it ends a statement that has begun, and notices only then that nobody hears. */
  closed(): void {
    this.#unheard = true
    if (this.#batch === undefined) this.#leave()
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    this.#stopStatement()
    this.#stopIdle()
    this.#host.waits.remove(this)
    this.#host.performer.leave(this, this.#prepared.all)
    this.#host.gone(this)
  }

  #hangUp(): void {
    this.#leave()
    if (!this.#unheard) this.#wire.end()
  }

  /** Ends the connection with an error. */
  terminate(error: ServerError): void {
    if (this.#gone) return
    this.#say(errorFrame({ ...error, severity: 'FATAL' }).bytes)
    this.#hangUp()
  }

  /** Loses the connection without a word, as when the server is gone. */
  lose(): void {
    if (!this.#gone) this.#hangUp()
  }

  /** Does what has come, as long as nothing has to be waited for. */
  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    while (this.#batch === undefined && !this.#gone) {
      const group = this.#unheard ? undefined : this.#inbox.next()
      if (group !== undefined) this.#start(group)
      else if (this.#unheard || this.#goes) this.#hangUp()
      else break
    }
    this.#pumping = false
  }

  #start({ frames, ends }: Group): void {
    if (this.#skipping) {
      this.#skipping = ends !== 'sync'
      if (!this.#skipping) this.#say(readyFrame(this.#status()).bytes)
      return
    }
    this.#stopIdle()
    const batch =
      ends === 'query'
        ? queryBatch(frames[0], readText(frames[0].bytes, 5).text)
        : this.#prepared.batch(frames, ends)
    this.#batch = batch
    if (batch.statements.length === 0) return this.#perform(batch)
    this.#limit(batch)
    this.#host.begin(this.#work(batch))
  }

  #status(): 'I' | 'T' | 'E' {
    if (this.transaction === undefined) return 'I'
    return this.transaction.failed ? 'E' : 'T'
  }

  /** What the world has of a batch; only the first of its calls counts, and only in time. */
  #work(batch: Batch): Work {
    let open = true
    const once = (act: () => void): void => {
      if (!open || this.#batch !== batch || this.#gone) return
      open = false
      act()
      this.#pump()
    }
    return {
      sql: batch.sql,
      run: () => once(() => this.#perform(batch)),
      isFallible: this.transaction?.failed !== true && isFallible(batch),
      fail: error => once(() => this.refuse(error)),
    }
  }

  #limit(batch: Batch): void {
    const ms = Number(this.settings.get('statement_timeout') ?? 0)
    if (ms <= 0) return
    this.#stopStatement = this.#host.around.after(ms, () => {
      if (this.#batch === batch) this.refuse(errors.statementTimeout)
    })
  }

  #perform(batch: Batch): void {
    this.#came(batch, this.#host.performer.perform(this, batch))
  }

  #came(batch: Batch, outcome: Performance): void {
    if (outcome.kind !== 'answered') return this.#host.waits.add(this, outcome)
    for (const prepared of outcome.refused) this.#prepared.forget(prepared)
    this.#answer(batch, outcome.frames)
  }

  #answer(batch: Batch, frames: readonly Frame[]): void {
    this.#stopStatement()
    this.#batch = undefined
    this.#skipping = batch.ends === 'flush' && frames.some(({ kind }) => kind === 'E')
    this.#say(joined(frames))
    this.#limitIdling()
    this.#host.waits.moved(this)
    this.#host.waits.wake()
    this.#pump()
  }

  #limitIdling(): void {
    const name = 'idle_in_transaction_session_timeout'
    const ms = this.transaction === undefined ? 0 : Number(this.settings.get(name) ?? 0)
    if (ms > 0) {
      this.#stopIdle = this.#host.around.after(ms, () => this.terminate(errors.idleTimeout))
    }
  }

  /** Tries again what it had to wait with. */
  retry(): void {
    if (this.#batch !== undefined) this.#perform(this.#batch)
  }

  /** Gives up what it is doing, as another connection of the client has asked. */
  cancel(): void {
    this.refuse(errors.cancelled)
  }

  /** Answers what it is doing with an error; one that is FATAL ends the connection. */
  refuse(error: ServerError): void {
    const batch = this.#batch
    if (error.severity === 'FATAL') return this.terminate(error)
    if (batch === undefined) return
    this.#host.waits.remove(this)
    this.#came(batch, this.#host.performer.refuse(this, batch, error))
  }
}

const nothing = (): void => undefined
