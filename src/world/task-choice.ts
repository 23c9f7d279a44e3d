/** What clients do next: one of their tasks, by weight. */
import type { Chance } from '../kernel/streams.ts'
import type { Program } from './program.ts'
import { chosenBy, cumulativeShares } from './shares.ts'

/** The tasks of clients. */
export class TaskChoice {
  readonly #programs: readonly Program[]
  readonly #shares: readonly number[]

  /** @param tasks in an order that does not depend on how they were written down */
  constructor(tasks: readonly { readonly weight: number; readonly program: Program }[]) {
    this.#programs = tasks.map(task => task.program)
    this.#shares = cumulativeShares(tasks.map(task => task.weight))
  }

  /** Draws one; where there is no choice, nothing is drawn. */
  next(chance: Chance): Program {
    if (this.#programs.length === 1) return this.#programs[0]
    return this.#programs[chosenBy(chance.next(), this.#shares)]
  }
}
