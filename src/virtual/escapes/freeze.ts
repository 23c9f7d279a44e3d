/**
 * Lets real work be, and has the clock of the play stand still until it has ended: to whoever began
 * it, it takes no time. What it calls back goes on as the host that began it, which is known by the
 * resource of Node.js that it runs in.
 *
 * What does not end is given up by the real clock: nothing else can tell.
 */
import { type AsyncHook, createHook, executionAsyncResource } from 'node:async_hooks'
import type { UsageError } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import type { AnyFunction } from '../globals/replace.ts'
import type { Host } from '../host.ts'
import { noteContinuation } from '../patience.ts'
import { realClear, realNow, realTimeout } from '../real.ts'
import { type Director, stage } from '../stage.ts'
import { framesHere, isHousekeeping } from './call.ts'
import { endless, type Escape, refused } from './escape.ts'
import type { Watch } from './guard.ts'
import { channel, type EscapeKind, isDoneAtOnce, kindOf, thread } from './kinds.ts'

/** Real work; and what is said of it if it does not end. */
type Begun = {
  readonly id: number
  readonly type: string
  readonly resource: object
  readonly error: UsageError
}

type Awaited = Pick<Begun, 'resource' | 'error'> & {
  /** Since when, by the real clock. */
  readonly since: Ms
}

/** Handles that live on: what is awaited is not they, but what is asked through them. */
const livesOn = /^(\w+HANDLE|(TCPSERVER|PIPESERVER|TTY|UDP|SHUTDOWN|WRITE)WRAP|STAT\w+)$/

/** By which `node:net` writes to a handle. */
const writes =
  'writev writeBuffer writeUtf8String writeAsciiString writeLatin1String writeUcs2String'.split(' ')

/** Where a thread is made. */
const ofThreads = /new Worker \(node:/

/** A pipe that has not been closed has a number. */
const isOpenPipe = (resource: object | undefined): boolean =>
  resource?.constructor.name === 'Pipe' && ((resource as { fd?: number }).fd ?? -1) >= 0

/** The clock stands still while real work goes on. */
export class Freeze implements Watch {
  readonly #hook: AsyncHook
  readonly #director: Director
  readonly #longestMs: Ms
  #begun: Begun[] = []
  /** What is awaited, by the number of its resource; in the order in which it began. */
  readonly #awaited = new Map<number, Awaited>()
  /** How deep the callbacks stand that were entered here. */
  #entered: number | undefined
  #thaw: (() => void) | null = null
  #limit: ReturnType<typeof realTimeout> | undefined
  /** What cannot be awaited. */
  #refused: UsageError | undefined

  /** @param longestMs for how long real work is awaited, by the real clock */
  constructor(director: Director, longestMs: Ms) {
    this.#director = director
    this.#longestMs = longestMs
    this.#hook = createHook({
      init: (id, type, _trigger, resource: object) => this.#init(id, type, resource),
      before: id => this.#before(id),
      after: id => this.#after(id),
    })
  }

  /** The hook stays, as real work calls back when it likes. */
  enter(): void {
    this.#hook.enable()
  }

  leave(): void {}

  end(): void {
    this.#hook.disable()
    realClear(this.#limit)
  }

  verdict(): UsageError | undefined {
    const begun = this.#begun.splice(0)
    const isProgram = begun.some(({ type }) => type === 'PROCESSWRAP')
    for (const { id, type, resource, error } of begun) {
      // What a program writes may come after its end: its pipes are awaited until they are closed.
      const isAwaited = type === 'PIPEWRAP' ? isProgram : !isDoneAtOnce(resource)
      if (isAwaited) this.#await(id, { resource, error })
    }
    return this.#refused
  }

  /** Whoever waits in the midst of an event holds the clock. */
  works(): undefined {}

  asked(worker: object, id: number): void {
    const { host } = stage
    if (host === null || id === 0) return
    const error = this.#endless(host, thread, 'Worker.postMessage')
    this.#await(id, { resource: worker, error })
  }

  answered(id: number): void {
    this.#awaited.delete(id)
    // Of its own creation it is told at the end of a step, and it may have answered before.
    this.#begun = this.#begun.filter(({ id: other }) => other !== id)
  }

  get isFrozen(): boolean {
    for (const [id, { resource }] of this.#awaited) {
      if ((resource as { _destroyed?: boolean })._destroyed === true) this.#awaited.delete(id)
    }
    return this.#awaited.size > 0
  }

  onThaw(thaw: () => void): void {
    this.#thaw = thaw
    this.#setLimit(this.#longestMs)
  }

  #await(id: number, awaited: Omit<Awaited, 'since'>): void {
    this.#awaited.delete(id)
    this.#awaited.set(id, { ...awaited, since: realNow() })
  }

  #setLimit(inMs: Ms): void {
    this.#limit = realTimeout(() => this.#lookAtTheClock(), inMs)
  }

  /** Each has its own time: many, one after the other, may take longer than one of them may. */
  #lookAtTheClock(): void {
    const [oldest] = this.#awaited.values()
    const left = oldest === undefined ? 0 : oldest.since + this.#longestMs - realNow()
    if (left > 1) return this.#setLimit(left)
    if (oldest !== undefined) this.#director.end(oldest.error)
    this.#goOn()
  }

  #goOn(): void {
    realClear(this.#limit)
    const thaw = this.#thaw
    this.#thaw = null
    thaw?.()
  }

  /** What is written to a connection is answered on it: it is awaited until it reads. */
  #awaitAnswers({ id, resource, error }: Begun): void {
    for (const name of writes) {
      const write = Reflect.get(resource, name) as AnyFunction | undefined
      if (write === undefined) continue
      const value = (...args: unknown[]): unknown => {
        this.#await(id, { resource, error })
        return Reflect.apply(write, resource, args)
      }
      Object.defineProperty(resource, name, { configurable: true, writable: true, value })
    }
  }

  #init(id: number, type: string, resource: object): void {
    const { host } = stage
    if (host === null || stage.director !== this.#director) return
    stage.owners.set(resource, { host, director: this.#director })
    if (type === 'PROMISE' || type === 'TickObject') return noteContinuation(host)
    const kind = kindOf(type, resource)
    if (kind === undefined || livesOn.test(type)) return
    const frames = framesHere()
    if (isHousekeeping(frames)) return
    if (type === 'MESSAGEPORT') return this.#refuse({ host, kind: channel, frames, type })
    const error = endless({ host, kind, frames, type }, this.#longestMs)
    if (type === 'TCPWRAP') this.#awaitAnswers({ id, type, resource, error })
    else this.#begun.push({ id, type, resource, error })
  }

  /** Those of a thread come with it; who answers on another, and when, nobody knows. */
  #refuse(escape: Escape): void {
    if (!escape.frames.some(frame => ofThreads.test(frame))) {
      this.#refused ??= refused(escape, undefined)
    }
  }

  #endless(host: Host, kind: EscapeKind, type: string): UsageError {
    return endless({ host, kind, frames: framesHere(), type }, this.#longestMs)
  }

  #before(id: number): void {
    if (stage.host !== null) return
    const owner = stage.owners.get(executionAsyncResource())
    if (owner === undefined || owner.host.isOver || owner.director !== this.#director) return
    stage.host = owner.host
    stage.director = this.#director
    stage.reads = 0
    this.#entered = id
  }

  #after(id: number): void {
    if (!isOpenPipe(this.#awaited.get(id)?.resource)) this.#awaited.delete(id)
    if (this.#entered === id) {
      this.#entered = undefined
      this.verdict()
      stage.host = null
      stage.director = null
    }
    if (this.#thaw !== null && !this.isFrozen) this.#goOn()
  }
}
