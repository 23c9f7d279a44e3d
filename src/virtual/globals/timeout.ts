/** A timer of a host: what `setTimeout`, `setInterval` and `setImmediate` answer its code. */
import { AsyncResource } from 'node:async_hooks'
import type { Host } from '../host.ts'
import { running } from '../host.ts'
import { realClear, realTimeout } from '../real.ts'
import { type Director, stage } from '../stage.ts'

/** What a timer calls, and when. */
export type TimerPlan = {
  readonly callback: (...args: unknown[]) => void
  readonly args: readonly unknown[]
  /** Milliseconds. */
  readonly delay: number
  readonly repeats: boolean
}

const MOST_MS = 2_147_483_647

/** Milliseconds as Node.js takes them: whole, at least 1, and 1 for what makes no sense. */
export function delayOf(given: unknown): number {
  const delay = Number(given)
  return delay >= 1 && delay <= MOST_MS ? Math.trunc(delay) : 1
}

/** The timers whose number was asked for, as `clearTimeout(+timer)` does, for each host. */
const numbered = new WeakMap<Host, Map<number, Timeout>>()
const counts = new WeakMap<Host, number>()

/** The timer of a host that has a number, if it still waits. */
export const timerNumbered = (host: Host, id: unknown): Timeout | undefined =>
  numbered.get(host)?.get(Number(id))

/** A timer on virtual time. It behaves as `NodeJS.Timeout` and as `NodeJS.Immediate`. */
export class Timeout {
  #host: Host
  readonly #plan: TimerPlan
  /** Carries the stores of AsyncLocalStorage to the callback, where there are any. */
  readonly #scope: AsyncResource | null
  #cancel: (() => void) | null = null
  /** Where it was begun. */
  #play: Director | null = null
  #isClosed = false
  #isRef = true
  #id = 0

  constructor(host: Host, plan: TimerPlan) {
    this.#host = host
    this.#plan = plan
    this.#scope = stage.hasStores ? new AsyncResource('VirtualTimeout', manual) : null
    this.#arm()
  }

  /**
   * Begins anew, also once it has fired. One that a library keeps outlives its host and its play:
   * it goes on with whoever refreshes it, on real time where that is nobody.
   */
  refresh(): this {
    if (this.#isClosed) return this
    this.#cancel?.()
    const now = running()
    if (now === null) return this.#armForReal()
    if (this.#host.isOver || this.#play !== stage.director) this.#host = now
    this.#arm()
    return this
  }

  /** Ends it for good. */
  close(): this {
    this.#isClosed = true
    this.#cancel?.()
    this.#forget()
    return this
  }

  /** A virtual run ends when it is over, whoever is referenced: this is remembered, and no more. */
  ref(): this {
    this.#isRef = true
    return this
  }

  /** See `ref`. */
  unref(): this {
    this.#isRef = false
    return this
  }

  /** What was said last. */
  hasRef(): boolean {
    return this.#isRef
  }

  /** Its number, by which it can be cleared, too. */
  [Symbol.toPrimitive](): number {
    if (this.#id === 0) this.#id = this.#number()
    return this.#id
  }

  #number(): number {
    const id = (counts.get(this.#host) ?? 0) + 1
    counts.set(this.#host, id)
    const known = numbered.get(this.#host) ?? new Map<number, Timeout>()
    numbered.set(this.#host, known.set(id, this))
    return id
  }

  #forget(): void {
    this.#cancel = null
    if (this.#id !== 0) numbered.get(this.#host)?.delete(this.#id)
  }

  #armForReal(): this {
    const timer = realTimeout(() => this.#fire(), this.#plan.delay)
    if (!this.#isRef) timer.unref()
    this.#cancel = () => realClear(timer)
    return this
  }

  #arm(): void {
    this.#play = stage.director
    this.#cancel = this.#host.after(this.#plan.delay, () => this.#fire())
  }

  #fire(): void {
    const { repeats } = this.#plan
    if (!repeats) this.#forget()
    this.#cancel = null
    try {
      this.#call()
    } finally {
      // As in Node.js: behind what the callback planned for the same moment, whatever it threw.
      if (repeats && !this.#isClosed && this.#cancel === null) this.#again()
    }
  }

  #again(): void {
    if (running() === null) this.#armForReal()
    else this.#arm()
  }

  #call(): void {
    const { callback, args } = this.#plan
    if (this.#scope !== null) this.#scope.runInAsyncScope(callback, this, ...args)
    else Reflect.apply(callback, this, args)
  }
}

const manual = { requireManualDestroy: true }

// Node.js has it from 20.5 on, and TypeScript's library of this year does not know it.
const dispose = Reflect.get(Symbol, 'dispose') as symbol | undefined
if (dispose !== undefined) {
  Object.defineProperty(Timeout.prototype, dispose, {
    configurable: true,
    writable: true,
    value(this: Timeout): void {
      this.close()
    },
  })
}
