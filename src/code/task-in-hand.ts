/** A task that code has in its hands: until it is done with it, or has to let it go. */
import type { CodeHandling } from '../world/handling/code.ts'
import type { Task } from '../world/handling/task.ts'
import type { ReplicaProcess } from './process.ts'

/** One task in the hands of a process. */
export class TaskInHand implements CodeHandling {
  readonly process: ReplicaProcess
  #task: Task | null

  constructor(task: Task) {
    this.process = task.replica.process as ReplicaProcess
    this.#task = task
    task.code = this
  }

  /** Null once nobody has it in hand. */
  get task(): Task | null {
    return this.#task
  }

  stopped(): void {
    this.taken()
  }

  /** Out of its hands. @returns the task, if it was there still */
  taken(): Task | null {
    const task = this.#task
    if (task !== null) task.code = null
    this.#task = null
    return task
  }
}
