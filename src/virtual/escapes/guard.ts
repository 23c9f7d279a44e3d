/**
 * Watches for real work that simulated code begins: it would end whenever it ends, so that no seed
 * told the same story twice. Node.js tells of all of it through `async_hooks`; what it tells when
 * resources are collected as garbage is not asked for, which would cost nine tenths of the speed.
 */
import { type AsyncHook, createHook } from 'node:async_hooks'
import { UsageError } from '../../kernel/errors.ts'
import type { Host } from '../host.ts'
import { noteContinuation } from '../patience.ts'
import { stage } from '../stage.ts'
import { callOf, framesHere, isHousekeeping, isImport } from './call.ts'
import { type EscapeKind, importing, isDoneAtOnce, kindOf } from './kinds.ts'

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
  isFrozen: false,
  onThaw: () => undefined,
}

type Suspect = { readonly resource: object; readonly error: UsageError }

/** Real work is a mistake. */
export class Guard implements Watch {
  readonly isFrozen = false
  readonly #hook: AsyncHook
  #suspects: Suspect[] = []

  constructor() {
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

  verdict(): UsageError | undefined {
    if (this.#suspects.length === 0) return undefined
    return this.#suspects.splice(0).find(({ resource }) => !isDoneAtOnce(resource))?.error
  }

  #look(host: Host, type: string, resource: object): void {
    const kind = kindOf(type, resource)
    if (kind === undefined) return
    const frames = framesHere()
    if (isHousekeeping(frames)) return
    const met = isImport(frames) ? importing : kind
    // Whether a job of the pool is done at once shows when the step is over.
    this.#suspects.push({ resource, error: escape(host, met, callOf(frames) ?? type) })
  }
}

/** Its stack begins at the user's line. */
const escape = (host: Host, { what, fix }: EscapeKind, call: string): UsageError =>
  new UsageError({
    what: `${host.name} began ${what}, by ${call}`,
    where: `${host.name}, ${host.monotonicNow()} ms after it started`,
    fix,
  })
