/** What keeps requests out of a replica that stops or starts: an effect in force, one at a time. */
import { type Effect, noEffect } from '../../faults/effect.ts'
import type { InForce } from '../faults/in-force.ts'
import { unrecorded } from '../faults/unrecorded.ts'
import type { Replica } from '../handling/replica.ts'

const down: Effect = Object.freeze({ ...noEffect, down: true, refuses: true })
const closed: Effect = Object.freeze({ ...noEffect, closes: true })

/** Keeps requests out of one replica. */
export class Held {
  readonly #replica: Replica
  #now: InForce | null = null

  constructor(replica: Replica) {
    this.#replica = replica
  }

  /** It runs, and takes nothing new. */
  close(): void {
    this.#hold(closed)
  }

  /** It does not run. */
  stop(): InForce {
    return this.#now?.effect === down ? this.#now : this.#hold(down)
  }

  /** Nothing keeps anybody out. */
  release(): void {
    if (this.#now !== null) this.#replica.conditions.end(this.#now)
    this.#now = null
  }

  #hold(effect: Effect): InForce {
    this.release()
    this.#now = unrecorded(effect, this.#replica.component.agenda.now)
    this.#replica.conditions.begin(this.#now)
    return this.#now
  }
}
