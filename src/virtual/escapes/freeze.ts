/**
 * Lets real work be, and has the clock of the play stand still until it has ended: to whoever began
 * it, it takes no time. What it calls back goes on as the host that began it, which is known by the
 * resource of Node.js that it runs in.
 */
import { type AsyncHook, createHook, executionAsyncResource } from 'node:async_hooks'
import { noteContinuation } from '../patience.ts'
import { type Director, stage } from '../stage.ts'
import { framesHere, isHousekeeping } from './call.ts'
import type { AnyFunction } from '../globals/replace.ts'
import type { Watch } from './guard.ts'
import { isDoneAtOnce, kindOf } from './kinds.ts'

type Begun = { readonly id: number; readonly type: string; readonly resource: object }

/** Handles that live on: what is awaited is not they, but what is asked through them. */
const livesOn =
  /^(\w+HANDLE|(TCPSERVER|PIPESERVER|TTY|UDP|SHUTDOWN|WRITE)WRAP|WORKER|MESSAGEPORT|STAT\w+)$/

/** By which `node:net` writes to a handle. */
const writes =
  'writev writeBuffer writeUtf8String writeAsciiString writeLatin1String writeUcs2String'.split(' ')

/** A pipe that has not been closed has a number. */
const isOpenPipe = (resource: object | undefined): boolean =>
  resource?.constructor.name === 'Pipe' && ((resource as { fd?: number }).fd ?? -1) >= 0

/** The clock stands still while real work goes on. */
export class Freeze implements Watch {
  readonly #hook: AsyncHook
  readonly #director: Director
  #begun: Begun[] = []
  /** What is awaited, by the number of its resource. */
  readonly #awaited = new Map<number, object>()
  /** How deep the callbacks stand that were entered here. */
  #entered: number | undefined
  #thaw: (() => void) | null = null

  constructor(director: Director) {
    this.#director = director
    this.#hook = createHook({
      init: (id, type, _trigger, resource: object) => this.#init({ id, type, resource }),
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
  }

  verdict(): undefined {
    const begun = this.#begun.splice(0)
    const isProgram = begun.some(({ type }) => type === 'PROCESSWRAP')
    for (const { id, type, resource } of begun) {
      // What a program writes may come after its end: its pipes are awaited until they are closed.
      const isAwaited = type === 'PIPEWRAP' ? isProgram : !isDoneAtOnce(resource)
      if (isAwaited) this.#awaited.set(id, resource)
    }
  }

  get isFrozen(): boolean {
    for (const [id, timer] of this.#awaited) {
      if ((timer as { _destroyed?: boolean })._destroyed === true) this.#awaited.delete(id)
    }
    return this.#awaited.size > 0
  }

  onThaw(thaw: () => void): void {
    this.#thaw = thaw
  }

  /** What is written to a connection is answered on it: it is awaited until it reads. */
  #awaitAnswers({ id, resource }: Begun): void {
    for (const name of writes) {
      const write = Reflect.get(resource, name) as AnyFunction | undefined
      if (write === undefined) continue
      const value = (...args: unknown[]): unknown => {
        this.#awaited.set(id, resource)
        return Reflect.apply(write, resource, args)
      }
      Object.defineProperty(resource, name, { configurable: true, writable: true, value })
    }
  }

  #init(begun: Begun): void {
    const { host } = stage
    if (host === null || stage.director !== this.#director) return
    stage.owners.set(begun.resource, { host, director: this.#director })
    if (begun.type === 'PROMISE' || begun.type === 'TickObject') return noteContinuation(host)
    if (begun.type === 'TCPWRAP') return this.#awaitAnswers(begun)
    const isReal = kindOf(begun.type, begun.resource) !== undefined && !livesOn.test(begun.type)
    if (isReal && !isHousekeeping(framesHere())) this.#begun.push(begun)
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
    const wasAwaited = !isOpenPipe(this.#awaited.get(id)) && this.#awaited.delete(id)
    if (this.#entered === id) {
      this.#entered = undefined
      this.verdict()
      stage.host = null
      stage.director = null
    }
    if (!wasAwaited || this.isFrozen) return
    this.#thaw?.()
    this.#thaw = null
  }
}
