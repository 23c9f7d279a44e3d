/** Who waits for whom, for how long, and who goes on when someone has come to an end. */
import type { Surroundings } from '../kernel/surroundings.ts'
import type { Waiting } from './work.ts'
import * as errors from './transactions/errors.ts'
import type { Party } from './transactions/party.ts'
import type { Performance } from './transactions/performance.ts'
import type { ServerError } from './wire/answers.ts'

/** Whoever waits: it is told to try again, or that it has waited in vain. */
export type Waiter = Party & {
  /** What it wants to do. */
  readonly sql: string
  retry(): void
  refuse(error: ServerError): void
}

type Wait = {
  readonly waiter: Waiter
  readonly lock: string
  readonly context: string
  readonly heldBy: readonly number[]
  readonly since: number
  readonly stops: (() => void)[]
  ready: boolean
  /** Whether what it waited to change has been changed under its snapshot. */
  overtaken: boolean
}

/** How long waits last at most, in milliseconds of virtual time. */
export type WaitOptions = {
  /** After how long a session looks whether it waits in a ring. Default: 1,000, as PostgreSQL. */
  readonly deadlockTimeoutMs: number
  /** How long a session waits for one that cannot be put aside. Default: 10,000. */
  readonly heldUpMs: number
}

/** The sessions that wait. */
export class Waits {
  readonly #around: Surroundings
  readonly #options: WaitOptions
  readonly #waits: Wait[] = []
  #waking = false

  constructor(around: Surroundings, options: WaitOptions) {
    this.#around = around
    this.#options = options
  }

  /** Who waits, in the order in which they began to. */
  get all(): readonly Waiting[] {
    return this.#waits.map(({ waiter, lock, heldBy, since }) => {
      return { session: waiter.id, sql: waiter.sql, lock, heldBy, since }
    })
  }

  /** Has a session wait as its batch told. */
  add(waiter: Waiter, why: Exclude<Performance, { kind: 'answered' }>): void {
    const lock = why.kind === 'waits' ? why.lock : `the end of session ${why.by}`
    const heldBy = why.kind === 'waits' ? why.holders : [why.by]
    const context = why.kind === 'waits' ? why.context : ''
    const since = this.#around.now()
    const before = { stops: [], ready: false, overtaken: false }
    const wait: Wait = { waiter, lock, context, heldBy, since, ...before }
    this.#waits.push(wait)
    const lockTimeout = Number(waiter.settings.get('lock_timeout') ?? 0)
    if (lockTimeout > 0) this.#after(wait, lockTimeout, () => waiter.refuse(errors.lockTimeout))
    if (why.kind === 'waits') {
      this.#after(wait, this.#options.deadlockTimeoutMs, () => this.#lookForRing(wait))
      return
    }
    const ms = this.#options.heldUpMs
    const error = errors.heldUp({ session: waiter.id, by: why.by, why: why.why, ms })
    this.#after(wait, ms, () => waiter.refuse(error))
  }

  #after(wait: Wait, ms: number, callback: () => void): void {
    wait.stops.push(this.#around.after(ms, callback))
  }

  /** Has a session wait no longer. */
  remove(waiter: Waiter): void {
    const at = this.#waits.findIndex(wait => wait.waiter === waiter)
    if (at < 0) return
    for (const stop of this.#waits[at].stops) stop()
    this.#waits.splice(at, 1)
  }

  /** Takes notice that a session has let go of locks. */
  released({ id }: Party, how: 'committed' | 'undone'): void {
    for (const wait of this.#waits) {
      if (!wait.heldBy.includes(id)) continue
      wait.ready = true
      const changed = how === 'committed' && /^while (updating|deleting|locking)/.test(wait.context)
      if (changed && wait.waiter.transaction?.strict) wait.overtaken = true
    }
  }

  /** Takes notice that a session has done something, which may be what another is held up by. */
  moved({ id }: Party): void {
    for (const wait of this.#waits) {
      if (wait.lock === `the end of session ${id}`) wait.ready = true
    }
  }

  /** Has those go on who can, in the order in which they began to wait. */
  wake(): void {
    if (this.#waking) return
    this.#waking = true
    try {
      for (let wait = this.#nextReady(); wait !== undefined; wait = this.#nextReady()) {
        this.remove(wait.waiter)
        if (wait.overtaken) wait.waiter.refuse(errors.overtaken)
        else wait.waiter.retry()
      }
    } finally {
      this.#waking = false
    }
  }

  #nextReady(): Wait | undefined {
    return this.#waits.find(({ ready }) => ready)
  }

  #lookForRing(wait: Wait): void {
    const ring = this.#ringFrom(wait, [])
    if (ring === undefined) return
    const told = ring.map(({ waiter, lock }) => ({ session: waiter.id, lock }))
    wait.waiter.refuse(errors.deadlock(told))
  }

  /** The waits from one on that lead back to it; each is visited once on a way. */
  #ringFrom(wait: Wait, way: readonly Wait[]): readonly Wait[] | undefined {
    if (way.includes(wait)) return wait === way[0] ? way : undefined
    for (const holder of wait.heldBy) {
      const next = this.#waits.find(({ waiter }) => waiter.id === holder)
      const ring = next && this.#ringFrom(next, [...way, wait])
      if (ring !== undefined) return ring
    }
    return undefined
  }
}
