/** What clients do next: one of their tasks, by weight. */
import type { Chance } from '../../kernel/streams.ts'
import type { Program } from './program.ts'
import type { Task, TaskPool } from './task.ts'
import { chosenBy, cumulativeShares } from '../shares.ts'

/** One thing that clients do. */
export type ClientTask = {
  readonly program: Program
  readonly priority: number
  /** What the same user may do next; null for anything. */
  next: TaskChoice | null
}

/** Takes a task to do it. */
export function begun(tasks: TaskPool, { program, priority }: ClientTask): Task {
  const task = tasks.take(program)
  task.priority = priority
  return task
}

/** The tasks of clients. */
export class TaskChoice {
  readonly #tasks: readonly ClientTask[]
  readonly #shares: readonly number[]

  /**
   * @param tasks in an order that does not depend on how they were written down
   * @param weights of each
   */
  constructor(tasks: readonly ClientTask[], weights: readonly number[]) {
    this.#tasks = tasks
    this.#shares = cumulativeShares(weights)
  }

  /** Draws one; where there is no choice, nothing is drawn. */
  next(chance: Chance): ClientTask {
    if (this.#tasks.length === 1) return this.#tasks[0]
    return this.#tasks[chosenBy(chance.next(), this.#shares)]
  }
}
