/** The clocks of one process: what time it is by them, which may be wrong, or drift. */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import { clockOf, replicaEffects, skews } from '../world/faults/replica-effects.ts'
import type { Replica } from '../world/handling/replica.ts'

/** When every run begins, by the clocks of its processes: midnight of 1 January 2026, UTC. */
const EPOCH = Date.UTC(2026, 0, 1)

/** The clocks of a process, which runs in a replica. */
export class OwnClock {
  readonly #replica: Replica
  /** How fast it runs, since when, and what it had counted then. */
  #rate = 1
  #since: Ms = 0
  #counted: Ms = 0

  constructor(replica: Replica) {
    this.#replica = replica
  }

  get #now(): Ms {
    return this.#replica.component.agenda.now
  }

  /** In milliseconds since 1970. */
  wallNow(): number {
    return EPOCH + clockOf(this.#replica.conditions, this.#now)
  }

  /** In milliseconds; it never goes back. */
  monotonicNow(): Ms {
    const passed = this.#now - this.#since
    return this.#rate === 1 ? this.#counted + passed : measured(this.#counted + passed * this.#rate)
  }

  /** How long it really takes until so many milliseconds have passed by it. */
  untilPassed(ms: Ms): Ms {
    if (this.#rate === 1) return ms
    this.#replica.conditions.touch(skews)
    return ms / this.#rate
  }

  /** What its replica stands under has changed: it may run otherwise from now on. */
  adapted(): void {
    this.#counted = this.monotonicNow()
    this.#since = this.#now
    this.#rate = replicaEffects(this.#replica.conditions, this.#now).rate
  }
}
