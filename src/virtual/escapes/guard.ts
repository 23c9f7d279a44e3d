/**
 * Watches for real work that simulated code begins: it would end whenever it ends, so that no seed
 * told the same story twice. Node.js tells of all of it through `async_hooks`; what it tells when
 * resources are collected as garbage is not asked for, which would cost nine tenths of the speed.
 */
import { type AsyncHook, createHook } from 'node:async_hooks'
import type { UsageError } from '../../kernel/errors.ts'
import type { Host } from '../host.ts'
import { noteContinuation } from '../patience.ts'
import { stage } from '../stage.ts'
import { framesHere, isHousekeeping, isImport, isRequire } from './call.ts'
import { refused } from './escape.ts'
import { type EscapeKind, importing, isDoneAtOnce, kindOf, thread } from './kinds.ts'

/** What a play does about real work. */
export interface Watch {
  /** Begins to watch, where a turn of the play begins. */
  enter(): void
  /** Ends to watch, where the turn ends. */
  leave(): void
  /** Ends to watch for good, with the play. */
  end(): void
  /** The error that the last step came to, where it came to one. */
  verdict(): UsageError | undefined
  /**
   * A host is about to do real work in the midst of an event.
   *
   * @param type what Node.js calls it
   * @returns the error about it, where it is refused
   */
  works(kind: EscapeKind, type: string): UsageError | undefined
  /** A host tells a thread something. @param id the number of the thread's resource */
  asked(thread: object, id: number): void
  /** A thread says something. @param id the number of its resource */
  answered(id: number): void
  /** Whether the clock stands still, as real work goes on. */
  readonly isFrozen: boolean
  /** Calls back once it does not any more. */
  onThaw(thaw: () => void): void
}

/** Nobody watches. */
export const unwatched: Watch = {
  enter: () => undefined,
  leave: () => undefined,
  end: () => undefined,
  verdict: () => undefined,
  works: () => undefined,
  asked: () => undefined,
  answered: () => undefined,
  isFrozen: false,
  onThaw: () => undefined,
}

type Suspect = { readonly resource: object; readonly error: UsageError }

/** What else can be done, but for what is awaited in vain. */
export const CAN_WAIT =
  "or play with `realIO: 'wait'`, where the clock stands still until it has ended"

/** Real work is a mistake. */
export class Guard implements Watch {
  readonly isFrozen = false
  readonly #hook: AsyncHook
  readonly #hint: string
  #suspects: Suspect[] = []

  /** @param hint what else can be done */
  constructor(hint: string) {
    this.#hint = hint
    this.#hook = createHook({
      init: (_id, type, _trigger, resource: object) => {
        // Nine of ten are these, and nothing of them is real.
        const { host } = stage
        if (host === null) return
        if (type === 'PROMISE' || type === 'TickObject') noteContinuation(host)
        else this.#look(host, type, resource)
      },
    })
  }

  enter(): void {
    this.#hook.enable()
  }

  leave(): void {
    this.#hook.disable()
  }

  end(): void {}

  onThaw(): void {}

  works(kind: EscapeKind, type: string): UsageError | undefined {
    const { host } = stage
    const frames = framesHere()
    if (host === null || isHousekeeping(frames) || isRequire(frames)) return undefined
    return refused({ host, kind, frames, type }, this.#hint)
  }

  /** One that was made before the play is not seen as it is made. */
  asked(worker: object): void {
    const { host } = stage
    if (host === null) return
    const escape = { host, kind: thread, frames: framesHere(), type: 'Worker.postMessage' }
    this.#suspects.push({ resource: worker, error: refused(escape, this.#hint) })
  }

  answered(): void {}

  verdict(): UsageError | undefined {
    if (this.#suspects.length === 0) return undefined
    return this.#suspects.splice(0).find(({ resource }) => !isDoneAtOnce(resource))?.error
  }

  #look(host: Host, type: string, resource: object): void {
    const kind = kindOf(type, resource)
    if (kind === undefined) return
    const frames = framesHere()
    if (isHousekeeping(frames)) return
    const isLoading = isImport(frames)
    const escape = { host, kind: isLoading ? importing : kind, frames, type }
    // Whether a job of the pool is done at once shows when the step is over.
    this.#suspects.push({ resource, error: refused(escape, isLoading ? undefined : this.#hint) })
  }
}
