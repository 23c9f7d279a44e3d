/** Does the scripts of clients: all users of theirs are in one process. */
import { UsageError } from '../kernel/errors.ts'
import type { Code, Inside } from '../world/handling/code.ts'
import { advance } from '../world/handling/interpreter.ts'
import type { Task } from '../world/handling/task.ts'
import { Desk } from './desk.ts'
import { inTheCourseOf, type InHand } from './handling-here.ts'
import { sharedProcesses } from './processes.ts'
import type { ScriptContext } from './script.ts'
import { TaskInHand } from './task-in-hand.ts'

type Run = (context: ScriptContext) => unknown

/** Does one script, for each user that comes. */
export class ScriptRunner implements Code {
  readonly #run: Run
  readonly #desk: Desk

  constructor(run: (context: never) => unknown, inside: Inside) {
    this.#run = run as Run
    this.#desk = new Desk(inside)
    sharedProcesses(inside.component, this.#desk)
  }

  handle(task: Task): void {
    const visit = new Visit(task, this.#desk)
    visit.process.soon(() => visit.run(this.#run))
  }
}

/** One user on the way through the script. */
class Visit extends TaskInHand implements InHand {
  readonly desk: Desk
  #hasFailed = false

  constructor(task: Task, desk: Desk) {
    super(task)
    this.desk = desk
  }

  run(script: Run): void {
    if (this.task === null) return
    const context = this.#context(this.task)
    inTheCourseOf(this, () => new Promise(resolve => resolve(script(context)))).then(
      () => this.desk.later(() => this.#done()),
      (error: unknown) => {
        // Nobody has failed it: what it throws is a mistake, of which the run is to hear.
        if (!this.#hasFailed || error instanceof UsageError) throw error
        this.desk.later(() => this.#done())
      },
    )
  }

  callFailed(): void {
    this.#hasFailed = true
  }

  #done(): void {
    const task = this.taken()
    if (task !== null) advance(task)
  }

  #context({ user, session }: Task): ScriptContext {
    const { process, desk } = this
    return {
      call: (callee, request, options) =>
        desk.ask(process, { callee, request, within: this.task, signal: options?.signal }),
      name: desk.name,
      user: user < 0 ? session : user + 1,
    }
  }
}
