/**
 * Doors: what a request has to pass at a replica before it asks for a slot. Rate limits, load
 * shedding and the resources that requests hold are doors.
 */
import type { Ms } from '../../kernel/units.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Task } from './task.ts'

/** The doors that may be changed while a replica runs, outermost first. */
const changeable = ['rateLimit', 'shedding', 'limit'] as const
export type Changeable = (typeof changeable)[number]

/** Where a door stands among those; the others are further in. */
const placeOf = (kind: Changeable | undefined): number =>
  kind === undefined ? Infinity : changeable.indexOf(kind)

/** Decides at the entrance of a replica which requests come in. */
export interface Door {
  /** Which of those that may be changed it is, if any. */
  readonly kind?: Changeable
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

  /**
   * The doors of a replica with another one of a kind.
   *
   * @param next in place of the one before, or of none; null for none
   */
  static turned(
    doors: Doors | null,
    kind: Changeable,
    next: (before: Door | null) => Door | null,
  ): Doors | null {
    const all = doors === null ? [] : doors.#doors
    const place = placeOf(kind)
    const outer = all.filter(door => placeOf(door.kind) < place)
    const inner = all.filter(door => placeOf(door.kind) > place)
    const door = next(all.find(one => one.kind === kind) ?? null)
    const turned = door === null ? [...outer, ...inner] : [...outer, door, ...inner]
    return turned.length === 0 ? null : new Doors(turned)
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
