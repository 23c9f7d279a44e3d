/** A wish to connect that has come to a process: a server takes it, or nobody does. */
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { advance, done } from '../../world/handling/interpreter.ts'
import type { Task } from '../../world/handling/task.ts'
import { TaskInHand } from '../task-in-hand.ts'
import type { Connection } from './connection.ts'

/** One that is being answered. */
export class Accepting extends TaskInHand {
  readonly #connection: Connection

  constructor(task: Task, connection: Connection) {
    super(task)
    this.#connection = connection
  }

  begin(): void {
    this.process.soon(() => {
      if (this.task === null) return
      const isAccepted = this.#connection.accepted(this.process)
      this.process.desk.later(() => this.#answer(isAccepted))
    })
  }

  #answer(isAccepted: boolean): void {
    const task = this.taken()
    if (task === null) return
    if (isAccepted) advance(task)
    else refuse(task)
  }
}

/** Nobody listens. */
export function refuse(task: Task): void {
  task.outcome = Outcome.Rejected
  task.reason = Reason.Refused
  done(task)
}
