/** One fill of a cache under way, and those who wait for it. Pooled. */
import type { Ms } from '../../kernel/units.ts'
import type { CacheFills } from './fills.ts'
import type { Errand } from '../calls/errand.ts'
import type { Task } from '../handling/task.ts'

/** Fetches the answer for one key. */
export class Fill implements Errand {
  readonly #fills: CacheFills
  key = -1
  startedAt: Ms = 0.5
  /** Others may join it. */
  isShared = false
  /** Nobody asked for it: an answer was served, and a new one is fetched behind it. */
  isBackground = false
  /** Its first steps are being taken, and whether they were also its last. */
  isStarting = false
  isDone = false
  errand: Task | null = null
  /** Who waits, in order of arrival; null for those who have left. */
  readonly waiters: (Task | null)[] = []
  #waiting = 0
  #taken = 0

  constructor(fills: CacheFills) {
    this.#fills = fills
  }

  join(task: Task): void {
    task.waitsForFill = this
    task.fillPlace = this.waiters.length
    this.waiters.push(task)
    this.#waiting++
  }

  /** One of those who wait is stopped. A fill that was for it alone is stopped with it. */
  forget(task: Task): void {
    this.waiters[task.fillPlace] = null
    task.waitsForFill = null
    this.#waiting--
    if (this.#waiting === 0 && !this.isShared) this.#fills.stop(this, task)
  }

  /** Takes out whoever has waited longest; null when nobody is left. */
  next(): Task | null {
    while (this.#waiting > 0) {
      const task = this.waiters[this.#taken++]
      if (task === null) continue
      this.#waiting--
      task.waitsForFill = null
      return task
    }
    this.clear()
    return null
  }

  /** Nobody waits any more. */
  clear(): void {
    this.waiters.length = 0
    this.#waiting = 0
    this.#taken = 0
  }

  finished(task: Task): void {
    this.#fills.finished(this, task)
  }

  lost(): void {
    this.#fills.lost(this)
  }
}
