/** A restart of several replicas, so many at a time: the next one when one of them is ready. */
import type { FaultRecord } from '../../record/fault-record.ts'
import type { Life } from './life.ts'

/** Restarts replicas in order. One that never comes back holds up the rest. */
export class Rollout {
  readonly #left: Life[]
  readonly #record: FaultRecord

  /** @param record where it is counted how many were restarted */
  constructor(lives: readonly Life[], record: FaultRecord) {
    this.#left = [...lives]
    this.#record = record
  }

  /** The first ones are restarted. */
  begin(atOnce: number): void {
    const first = Math.min(atOnce, this.#left.length)
    for (let i = 0; i < first; i++) this.#next()
  }

  /** Those that are left stay as they are. */
  end(): void {
    this.#left.length = 0
  }

  /** The next one that runs is restarted: one that does not starts anew in any case. */
  #next(): void {
    for (let life = this.#left.shift(); life !== undefined; life = this.#left.shift()) {
      if (!life.restart(() => this.#next())) continue
      this.#record.touched++
      return
    }
  }
}
