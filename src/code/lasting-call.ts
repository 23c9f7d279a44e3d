/**
 * A call that belongs to a connection: where it or its answer gets lost, another one is made in its
 * place, as TCP sends again what nobody has acknowledged.
 */
import type { Ms } from '../kernel/units.ts'
import { type Outgoing, OutgoingCall, type Settle } from './outgoing.ts'
import type { ReplicaProcess } from './process.ts'

/** How long it is waited for. */
export type Patience = {
  /** Before it is made again for the first time; twice as long each time after that. */
  readonly firstMs: Ms
  /** Who has waited so long and is not answered gives up. */
  readonly longestMs: Ms
}

/** Who hears of the end of it, in an event of the caller's process. */
export type LastingSettle = Settle & {
  /** It got lost too often. */
  readonly givenUp: () => void
  /** Whether nobody wants to hear of it any more. */
  readonly isOver: () => boolean
}

/** One such call. */
export class LastingCall {
  readonly #process: ReplicaProcess
  readonly #call: Outgoing
  readonly #patience: Patience
  readonly #settle: LastingSettle
  #made: OutgoingCall | null = null

  constructor(
    process: ReplicaProcess,
    call: Outgoing,
    settle: LastingSettle & { readonly patience: Patience },
  ) {
    this.#process = process
    this.#call = call
    this.#patience = settle.patience
    this.#settle = settle
  }

  send(): void {
    this.#send(this.#patience.firstMs)
  }

  /** Gives it up; nobody is told. */
  stop(): void {
    this.#made?.stop()
  }

  #send(patience: Ms): void {
    const { resolve, reject } = this.#settle
    let stopWatching = (): void => {}
    const call = new OutgoingCall(this.#process, this.#call, {
      resolve: (answer, outcome) => {
        stopWatching()
        resolve(answer, outcome)
      },
      reject: error => {
        stopWatching()
        reject(error)
      },
    })
    const watch = (): void => {
      stopWatching = this.#process.after(patience, () => this.#look(call, patience, watch))
    }
    this.#made = call
    watch()
    call.send()
  }

  #look(call: OutgoingCall, patience: Ms, watch: () => void): void {
    if (this.#settle.isOver()) return call.stop()
    if (!call.isLost) return watch()
    call.stop()
    if (patience >= this.#patience.longestMs) this.#settle.givenUp()
    else this.#send(patience * 2)
  }
}
