/** What stands in for the calls of one call site when they fail. */
import { isOver } from '../../kernel/rounding.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Memory } from '../handling/component.ts'
import type { Program } from '../handling/program.ts'

/** A value, steps, or the last good answer that a replica of the caller has had. */
export class Fallback implements Memory {
  readonly #standIn: 'value' | Program | null
  readonly #lastGoodMs: Ms
  readonly #lastGoodAt: Ms[] = []

  /** @param lastGoodMs how old the last good answer may be; null when it does not stand in */
  constructor(standIn: 'value' | Program | null, lastGoodMs: Ms | null) {
    this.#standIn = standIn
    this.#lastGoodMs = lastGoodMs ?? -1
  }

  /** A replica has had a good answer. */
  answered(replica: number, now: Ms): void {
    if (this.#lastGoodMs >= 0) this.#lastGoodAt[replica] = now
  }

  /** What stands in; null when nothing does. */
  standIn(replica: number, now: Ms): 'value' | Program | null {
    const last = this.#lastGoodAt[replica]
    return last !== undefined && !isOver(now - last, this.#lastGoodMs) ? 'value' : this.#standIn
  }

  /** What a process remembered is gone with it. */
  reset(replica: number): void {
    this.#lastGoodAt[replica] = Number.NEGATIVE_INFINITY
  }
}
