/** Lets a function of the user's handle requests. */
import { UsageError } from '../kernel/errors.ts'
import type { Code, Inside } from '../world/handling/code.ts'
import { advance, fail } from '../world/handling/interpreter.ts'
import type { Task } from '../world/handling/task.ts'
import { failingStatus, statusOf } from './answered.ts'
import type { CodeContext } from './context.ts'
import { Desk } from './desk.ts'
import { inTheCourseOf, type InHand } from './handling-here.ts'
import { copied } from './message.ts'
import { Accepting } from './net/accepting.ts'
import { Connection } from './net/connection.ts'
import { mayListen } from './net/ports.ts'
import { ReplicaProcess } from './process.ts'
import { TaskInHand } from './task-in-hand.ts'

/** Handles one request: what users write. */
export type Handler<Callee extends string = string> = (
  request: never,
  context: CodeContext<Callee>,
) => unknown

/** Runs the code of one component, in a process for each replica. */
export class FunctionRunner implements Code {
  readonly #run: (request: unknown, context: CodeContext) => unknown
  readonly #desk: Desk

  constructor(run: Handler, inside: Inside, begins?: (process: ReplicaProcess) => void) {
    this.#run = run as (request: unknown, context: CodeContext) => unknown
    this.#desk = new Desk(inside)
    mayListen(inside.component)
    const desk = this.#desk
    for (const replica of inside.component.replicas) {
      replica.process = new ReplicaProcess(replica, { desk, begins })
    }
  }

  handle(task: Task): void {
    if (task.request instanceof Connection) return new Accepting(task, task.request).begin()
    const handling = new Handling(task, this.#desk)
    handling.process.soon(() => handling.run(this.#run))
  }
}

/** One request in the hands of code. */
class Handling extends TaskInHand implements InHand {
  readonly desk: Desk
  #giveUp: AbortController | null = null

  constructor(task: Task, desk: Desk) {
    super(task)
    this.desk = desk
  }

  run(handler: (request: unknown, context: CodeContext) => unknown): void {
    const { task } = this
    if (task === null) return
    // In a promise, so that what is thrown at once and what is thrown later fail alike.
    const answer = inTheCourseOf(
      this,
      () => new Promise(resolve => resolve(handler(task.request, this.#context()))),
    )
    answer.then(
      said => this.#settled(() => this.#answer(said)),
      (error: unknown) => this.#settled(() => this.#failed(error)),
    )
  }

  override stopped(): void {
    const giveUp = this.#giveUp
    this.taken()
    if (giveUp !== null) this.process.soon(() => giveUp.abort())
  }

  /** The world hears of it in an event of its own. */
  #settled(tell: () => void): void {
    if (this.task === null) return
    this.desk.later(tell)
  }

  #answer(answer: unknown): void {
    const task = this.taken()
    if (task === null) return
    const said = copied(answer, this.desk.name)
    const failure = failingStatus(said)
    task.answer = said
    if (failure > 0) fail(task, failure)
    else advance(task)
  }

  #failed(error: unknown): void {
    const task = this.taken()
    if (task === null) return
    if (error instanceof UsageError) throw error // a mistake of the spec, and no failure
    this.desk.mishaps.threw(error)
    fail(task, statusOf(error))
  }

  #context(): CodeContext {
    const { process } = this
    const { component, index } = process.replica
    const signal = (): AbortSignal => (this.#giveUp ??= new AbortController()).signal
    return {
      call: (callee, request, options) =>
        this.desk.ask(process, { callee, request, within: this.task, signal: options?.signal }),
      work: async time => void (await this.desk.work(process, time, this.task)),
      get signal() {
        return signal()
      },
      name: component.handling.name,
      replica: index,
    }
  }
}
