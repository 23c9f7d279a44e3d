/**
 * Stops requests that nobody waits for, and those they led to, one after another: a chain of any
 * length is stopped without a call inside a call for each of its members.
 */
import { cancel } from './endings.ts'
import type { Task } from './task.ts'
import { NOWHERE } from './task-list.ts'

/** The requests that are still to be stopped. */
export class Cancellations {
  readonly #waiting: { readonly task: Task; readonly ticket: number }[] = []
  #isStopping = false

  /** Stops a request, and whatever that leads to. */
  cancel(task: Task): void {
    this.#waiting.push({ task, ticket: task.ticket })
    if (this.#isStopping) return
    this.#isStopping = true
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const isThere = next.task.place !== NOWHERE && next.task.ticket === next.ticket
      if (isThere) cancel(next.task)
    }
    this.#isStopping = false
  }
}
