/** Those who wait, each for a moment of its own, in the order of these moments. */
import type { Ms } from './units.ts'

/** A row whose head is due first; whoever stands in it may leave from any place. */
export class WaitingRow<Who extends object> {
  /** When each is due, in the order of arrival. */
  readonly #dueAt = new Map<Who, Ms>()

  /** How many wait. */
  get size(): number {
    return this.#dueAt.size
  }

  /** When the head is due; Infinity when nobody waits. */
  get dueAt(): Ms {
    for (const dueAt of this.#dueAt.values()) return dueAt
    return Infinity
  }

  /** Stands at the end. @param dueAt not before that of anybody who stands there already */
  add(who: Who, dueAt: Ms): void {
    this.#dueAt.set(who, dueAt)
  }

  /** @returns false if it was not there */
  remove(who: Who): boolean {
    return this.#dueAt.delete(who)
  }

  /** Takes out the head of a row that is not empty. */
  shift(): Who {
    const [head] = this.#dueAt.keys()
    this.#dueAt.delete(head)
    return head
  }
}
