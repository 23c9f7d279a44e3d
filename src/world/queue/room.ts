/** Publishers that wait in a full queue until there is room: first come, first served. */
import type { Draws } from '../../kernel/draws.ts'
import type { Door } from '../handling/door.ts'
import type { Task } from '../handling/task.ts'

/** Holds publishers back; as a door it hears of those that leave in the meantime. */
export class Room implements Door {
  readonly #waiting = new Map<Task, Draws | null>()

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  /** A publisher found the queue full. */
  wait(task: Task, delays: Draws | null): void {
    this.#waiting.set(task, delays)
  }

  /** Whoever has waited longest, and waits no more; null when nobody does. */
  next(): [publisher: Task, delays: Draws | null] | null {
    for (const next of this.#waiting) {
      this.#waiting.delete(next[0])
      return next
    }
    return null
  }

  admit(): number {
    return 0
  }

  left(task: Task): void {
    this.#waiting.delete(task)
  }
}
