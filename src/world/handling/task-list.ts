/** The tasks of a replica: those inside, and those of them that wait for a slot. */
import type { Task } from './task.ts'

/** The tasks inside a replica, in no order that means anything. */
export class LivingTasks {
  /** The first so many of them; to count them is quicker than to push and to pop. */
  readonly #all: Task[] = []
  #count = 0

  /** Any of them; undefined when there is none. */
  get any(): Task | undefined {
    return this.#count === 0 ? undefined : this.#all[this.#count - 1]
  }

  /** Those of a sort. */
  all(are: (task: Task) => boolean): Task[] {
    return this.#all.slice(0, this.#count).filter(are)
  }

  /** How many of them are of a sort. */
  count(are: (task: Task) => boolean): number {
    return this.all(are).length
  }

  /** Of those of a sort the first in an order; null when there is none. */
  first(are: (task: Task) => boolean, goesBefore: (a: Task, b: Task) => boolean): Task | null {
    let first: Task | null = null
    for (const task of this.all(are)) {
      if (first === null || goesBefore(task, first)) first = task
    }
    return first
  }

  add(task: Task): void {
    task.place = this.#count
    this.#all[this.#count++] = task
  }

  /** The last one takes the place of the one that leaves. */
  remove(task: Task): void {
    const last = this.#all[--this.#count]
    if (last !== task) {
      this.#all[task.place] = last
      last.place = task.place
    }
    task.place = NOWHERE
  }
}

/** The place of a task that is inside no replica. */
export const NOWHERE = -1

/**
 * The tasks that wait, first come first served: a list threaded through the tasks themselves, so
 * that one may leave from the middle.
 */
export class TaskQueue {
  #first: Task | null = null
  #last: Task | null = null
  /** How many wait. */
  length = 0

  add(task: Task): void {
    task.queued = true
    task.nextQueued = null
    task.previousQueued = this.#last
    if (this.#last === null) this.#first = task
    else this.#last.nextQueued = task
    this.#last = task
    this.length++
  }

  /** Takes out the one that came first. */
  shift(): Task | null {
    const task = this.#first
    if (task !== null) this.remove(task)
    return task
  }

  remove(task: Task): void {
    task.queued = false
    const { previousQueued: previous, nextQueued: next } = task
    if (previous === null) this.#first = next
    else previous.nextQueued = next
    if (next === null) this.#last = previous
    else next.previousQueued = previous
    this.length--
  }
}
