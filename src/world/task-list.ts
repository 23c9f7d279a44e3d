/**
 * Two lists threaded through the tasks themselves, so that a task leaves from the middle at no cost:
 * those living in a replica, and those of them that wait for a slot.
 */
import type { Task } from './task.ts'

/** The tasks inside a replica, in the order in which they came. */
export class LivingTasks {
  #first: Task | null = null
  #last: Task | null = null

  get first(): Task | null {
    return this.#first
  }

  add(task: Task): void {
    task.living = true
    task.nextLiving = null
    task.previousLiving = this.#last
    if (this.#last === null) this.#first = task
    else this.#last.nextLiving = task
    this.#last = task
  }

  remove(task: Task): void {
    task.living = false
    const { previousLiving: previous, nextLiving: next } = task
    if (previous === null) this.#first = next
    else previous.nextLiving = next
    if (next === null) this.#last = previous
    else next.previousLiving = previous
  }
}

/** The tasks that wait, first come first served. */
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
