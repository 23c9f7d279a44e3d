/**
 * Doors: what a request has to pass at a replica before it asks for a slot. Rate limits, load
 * shedding and the resources that requests hold are doors.
 */
import type { Ms } from '../../kernel/units.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Task } from './task.ts'

/** Decides at the entrance of a replica which requests come in. */
export interface Door {
  /** @returns 0 to let it in, or the `Reason` for which it is turned away */
  admit(task: Task, now: Ms): number
  /** A request that had passed has left: answered, turned away further in, cancelled or lost. */
  left(task: Task, outcome: Outcome, now: Ms): void
}

/** The doors of one replica, outermost first. */
export class Doors {
  readonly #doors: readonly Door[]

  constructor(doors: readonly Door[]) {
    this.#doors = doors
  }

  /** The doors of a replica, and one more within them. */
  static within(outer: Doors | null, door: Door): Doors {
    return new Doors(outer === null ? [door] : [...outer.#doors, door])
  }

  /** A door before those of a replica; null for none. */
  static around(door: Door | null, inner: Doors | null): Doors | null {
    if (door === null) return inner
    return new Doors(inner === null ? [door] : [door, ...inner.#doors])
  }

  /** The doors of a replica but for some; null when none is left. */
  static without(doors: Doors | null, are: (door: Door) => boolean): Doors | null {
    const left = doors === null ? [] : doors.#doors.filter(door => !are(door))
    return left.length === 0 ? null : new Doors(left)
  }

  /** @returns 0 when all doors let it in, or the `Reason` of the one that does not */
  admit(task: Task, now: Ms): number {
    for (let i = 0; i < this.#doors.length; i++) {
      const reason = this.#doors[i].admit(task, now)
      if (reason === 0) continue
      while (--i >= 0) this.#doors[i].left(task, Outcome.Rejected, now)
      return reason
    }
    return 0
  }

  /** A request that all doors had let in has left. */
  left(task: Task, outcome: Outcome, now: Ms): void {
    for (const door of this.#doors) door.left(task, outcome, now)
  }
}
