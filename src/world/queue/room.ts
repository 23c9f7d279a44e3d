/** Publishers that wait in a full queue until there is room: first come, first served. */
import type { Door } from '../handling/door.ts'
import type { Task } from '../handling/task.ts'

/** Holds publishers back; as a door it hears of those that leave in the meantime. */
export class Room implements Door {
  readonly #waiting = new Set<Task>()

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  /** A publisher found the queue full. */
  wait(task: Task): void {
    this.#waiting.add(task)
  }

  /** Whoever has waited longest, and waits no more; null when nobody does. */
  next(): Task | null {
    for (const task of this.#waiting) {
      this.#waiting.delete(task)
      return task
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
