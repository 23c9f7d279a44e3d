/**
 * Policies that are changed while a replica runs: whoever is inside leaves by the one that let it
 * in, and those that come after meet the next one.
 */
import type { Ms } from '../../kernel/units.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { Changeable, Door } from './door.ts'
import type { Replica } from './replica.ts'
import type { Slots, WaitingTasks } from './slots.ts'
import type { Task } from './task.ts'

/** Those that were inside a replica when a policy of it was changed, and have not left. */
export type Inside = Set<Task>

/** The requests inside a replica, waiting or not. */
export const insideOf = ({ living }: Replica): Inside =>
  new Set(living.all(({ call, parent }) => call !== null && parent === null))

/** A door in place of another. */
export class Succession implements Door {
  readonly kind: Changeable
  readonly #before: Door | null
  readonly #next: Door | null
  readonly #inside: Inside

  /** @param doors that before, and the next one; null for none */
  constructor(
    kind: Changeable,
    inside: Inside,
    doors: { readonly before: Door | null; readonly next: Door | null },
  ) {
    this.kind = kind
    this.#inside = inside
    this.#before = doors.before
    this.#next = doors.next
  }

  admit(task: Task, now: Ms): number {
    return this.#next === null ? 0 : this.#next.admit(task, now)
  }

  left(task: Task, outcome: Outcome, now: Ms): void {
    const door = this.#inside.delete(task) ? this.#before : this.#next
    door?.left(task, outcome, now)
  }
}

/** A line behind another, whose tasks go first, in its own order. */
export class LineBehind implements WaitingTasks {
  readonly #before: WaitingTasks
  readonly #next: WaitingTasks
  readonly #inside: Inside

  constructor(inside: Inside, before: WaitingTasks, next: WaitingTasks) {
    this.#inside = inside
    this.#before = before
    this.#next = next
  }

  get length(): number {
    return this.#before.length + this.#next.length
  }

  add(task: Task): void {
    this.#next.add(task)
  }

  shift(): Task | null {
    return this.#before.length > 0 ? this.#before.shift() : this.#next.shift()
  }

  remove(task: Task): void {
    if (this.#inside.has(task)) this.#before.remove(task)
    else this.#next.remove(task)
  }
}

/** What a policy of a queue takes over from the one before it. */
export type Takeover<P> = {
  readonly before: P | null
  readonly inside: Inside
  /** The slots of the replica, with the line so far before them. */
  readonly slots: Slots
}
