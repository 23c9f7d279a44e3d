/** Compiles what calls do to the records of stores; where none does, nothing of it is made. */
import type { CallData } from '../declare/data.ts'
import type { RecordData } from '../declare/calls/record.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import type { Component } from '../world/handling/component.ts'
import type { Task } from '../world/handling/task.ts'
import { ask, learn } from '../world/records/asked.ts'
import { Records } from '../world/records/records.ts'

type Store = { readonly component: Component; readonly program: Program }

/** A call as it is compiled: what the caller says before and after, and what the store does. */
export type RecordCall = {
  readonly asks: (task: Task) => void
  readonly learns: (task: Task) => void
  readonly program: Program
}

/** The records of all stores of one run. */
export class RecordPrograms {
  readonly #find: (store: string) => Store
  /** What each store does for a call that asks for a record, and what it does for others. */
  readonly #programs = new Map<string, { readonly own: Program; readonly made: Instruction[] }>()

  constructor(find: (store: string) => Store) {
    this.#find = find
  }

  /** A call that does something to a record. */
  calling({ to, policy }: CallData, record: RecordData): RecordCall {
    const question = { store: to, record, hasKey: policy.key !== null }
    return {
      asks: task => ask(task, question),
      learns: task => learn(task, question),
      program: this.#programOf(to),
    }
  }

  /** Stores know by now what they do: the same, and then what is asked of a record. */
  complete(): void {
    for (const [store, { own, made }] of this.#programs) {
      const records = new Records(this.#find(store).component)
      const commits = new Instruction(Do.Say)
      commits.says = task => records.commit(task)
      made.push(...own.slice(0, -1), commits, new Instruction(Do.End))
    }
  }

  #programOf(store: string): Program {
    const known = this.#programs.get(store)
    if (known !== undefined) return known.made
    const made: Instruction[] = []
    this.#programs.set(store, { own: this.#find(store).program, made })
    return made
  }
}
