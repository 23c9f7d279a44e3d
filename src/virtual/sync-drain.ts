/**
 * Drains in place: `process._tickCallback` is what Node.js itself calls between two callbacks of
 * its event loop, and does all nextTicks and microtasks. It is not documented; where it is missing,
 * `immediate-drain.ts` has Node.js call it.
 *
 * What a nextTick throws passes through here. To catch it would leave Node.js with an execution it
 * believes is going on, and later end the process: it has to reach `uncaughtException`, and what is
 * left goes on in a turn of its own.
 */
import { type Drain, type Steps, TURN_MS } from './drain.ts'
import { drained, type Host, interrupted, needsDrain, resumed } from './host.ts'
import { realImmediate, realNow } from './real.ts'
import { realProcess } from './stage.ts'

type Ticking = { _tickCallback?: () => void }

/** Whether this Node.js can drain in place. */
export const canDrainInPlace = (): boolean =>
  typeof (realProcess as Ticking)._tickCallback === 'function'

/** Takes steps one after the other in one turn of the event loop. */
export class SyncDrain implements Drain {
  readonly #play: Steps
  readonly #drain: () => void
  /** Whose nextTick threw, and has others behind it. */
  #interrupted: Host | null = null

  constructor(play: Steps) {
    this.#play = play
    const { _tickCallback } = realProcess as Ticking
    this.#drain = _tickCallback ?? (() => undefined)
  }

  begin(): void {
    realImmediate(this.#turn)
  }

  /** Nothing: where it came through the drain, nobody is on the stage any more. */
  uncaught(): void {}

  readonly #turn = (): void => {
    this.#play.enter()
    let isWhole = false
    try {
      if (this.#interrupted !== null) this.#resume(this.#interrupted)
      this.#steps()
      isWhole = true
    } finally {
      if (!isWhole) this.#interrupted = interrupted()
      this.#play.leave()
      if (!this.#play.isOver || !isWhole) this.#comeBack()
    }
    if (this.#play.isOver) this.#play.finish()
  }

  #comeBack(): void {
    const again = (): void => void realImmediate(this.#turn)
    if (this.#interrupted === null && this.#play.isFrozen) this.#play.onThaw(again)
    else again()
  }

  #steps(): void {
    const play = this.#play
    const until = realNow() + TURN_MS
    for (let count = 1; !play.isOver && !play.isFrozen; count++) {
      play.step()
      if (needsDrain()) this.#drainOnce()
      if ((count & 63) === 0 && realNow() > until) return
    }
  }

  #resume(host: Host): void {
    this.#interrupted = null
    resumed(host)
    this.#drainOnce()
  }

  #drainOnce(): void {
    this.#drain()
    drained()
    this.#play.settled()
  }
}
