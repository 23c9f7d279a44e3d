/** How the requests of one replica have fared since the last probe, as it knows itself. */
import { Outcome } from '../../record/outcome.ts'
import type { Door } from '../handling/door.ts'
import type { Task } from '../handling/task.ts'

/** Counts what became of the requests that came in. */
export class OwnSuccess implements Door {
  #well = 0
  #failed = 0

  admit(): number {
    return 0
  }

  left(_task: Task, outcome: Outcome): void {
    if (outcome === Outcome.Error) this.#failed++
    else if (outcome === Outcome.Ok || outcome === Outcome.Degraded) this.#well++
  }

  /** The share that went well since this was last asked; all of none. */
  share(): number {
    const all = this.#well + this.#failed
    const share = all === 0 ? 1 : this.#well / all
    this.#well = this.#failed = 0
    return share
  }
}
