/** When a search stops before its end: its signal is given, or its time is up. */
import type { Ms } from '../../kernel/units.ts'
import type { Ending } from '../findings.ts'

/** Watches for the reasons to stop. */
export class Stopping {
  readonly #controller = new AbortController()
  readonly #signal: AbortSignal | undefined
  readonly #stop = (): void => this.#end('stopped')
  #why: Exclude<Ending, 'done'> | undefined

  /** @param timeMs how long from now on, in real time; undefined for as long as it takes */
  constructor(signal: AbortSignal | undefined, timeMs: Ms | undefined) {
    this.#signal = signal
    if (signal?.aborted === true) this.#stop()
    signal?.addEventListener('abort', this.#stop, { once: true })
    if (timeMs === undefined) return
    const late = AbortSignal.timeout(Math.min(Math.ceil(timeMs), LONGEST_TIMER_MS))
    late.addEventListener('abort', () => this.#end('out of time'), { once: true })
  }

  /** Given as soon as there is a reason. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The first reason there was; undefined while there is none. */
  get why(): Exclude<Ending, 'done'> | undefined {
    return this.#why
  }

  /** Lets go of the signal. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#stop)
  }

  #end(why: Exclude<Ending, 'done'>): void {
    this.#why ??= why
    this.#controller.abort()
  }
}

/** What a timer of Node can count: 24.8 days. */
const LONGEST_TIMER_MS = 2_147_483_647
