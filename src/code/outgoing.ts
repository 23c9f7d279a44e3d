/**
 * Calls that code makes: each goes the way of every call, by its policies and over its link, as an
 * errand of its replica. The code hears of the end of it in an event of its own.
 */
import type { Attempt } from '../record/journey.ts'
import { Outcome } from '../record/outcome.ts'
import { type Errand, stopErrand } from '../world/calls/errand.ts'
import { isFailure } from '../world/calls/verdicts.ts'
import type { CodeHandling } from '../world/handling/code.ts'
import { advance } from '../world/handling/interpreter.ts'
import type { Program } from '../world/handling/program.ts'
import type { Task } from '../world/handling/task.ts'
import { CallError, failureOf } from './call-error.ts'
import type { ReplicaProcess } from './process.ts'
import type { UnderWay } from './under-way.ts'

/** What a call is made with. */
export type Outgoing = {
  readonly callee: string
  readonly program: Program
  readonly request: unknown
  /** The request in whose handling it is made; null for what code does by itself. */
  readonly within: Task | null
  /** Where it is noted, if it is only followed and not made for a request. Default: as `within`. */
  readonly journey?: Attempt | null
  readonly signal: AbortSignal | undefined
}

/**
 * Makes a call.
 *
 * @returns settles with what was answered, or a `CallError`; never after a crash of the caller
 */
export function outgoing(process: ReplicaProcess, call: Outgoing): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal } = call
    if (signal?.aborted === true) return reject(signal.reason as Error)
    new OutgoingCall(process, call, { resolve, reject }).send()
  })
}

/** Who hears of the end of a call, in an event of the caller's process. */
export type Settle = {
  readonly resolve: (answer: unknown, outcome: Outcome) => void
  readonly reject: (error: Error) => void
}

/** One call of code. */
export class OutgoingCall implements Errand {
  readonly #process: ReplicaProcess
  readonly #call: Outgoing
  readonly #settle: Settle
  #failed: { outcome: Outcome; reason: number } | null = null
  #task: Task | null = null
  /** Whoever has the request in hand for which it is made. */
  #maker: CodeHandling | null = null
  #underWay: UnderWay | null = null
  readonly #abort = (): void => this.#aborted()

  constructor(process: ReplicaProcess, call: Outgoing, settle: Settle) {
    this.#process = process
    this.#call = call
    this.#settle = settle
  }

  send(): void {
    const { replica } = this.#process
    const { program, request, within, signal, journey = null } = this.#call
    const task = replica.component.world.tasks.take(program)
    task.errand = this
    task.request = request
    if (within !== null) inherit(task, within)
    else if (journey !== null) task.attempt = journey
    this.#task = task
    this.#maker = within?.code ?? null
    this.#underWay = this.#process.underWay
    this.#underWay.calls++
    signal?.addEventListener('abort', this.#abort, { once: true })
    replica.admit(task)
    advance(task)
  }

  callFailed(outcome: Outcome, reason: number): void {
    this.#failed = { outcome, reason }
  }

  finished(task: Task): void {
    const { answer, outcome } = task
    const { callee } = this.#call
    const failed = this.#failed ?? (isFailure(task.outcome) ? task : null)
    const failure = failed && failureOf(failed.outcome, failed.reason, answer)
    if (failure !== null || outcome === Outcome.Incorrect) this.#maker?.callFailed?.()
    this.#end()
    this.#process.replica.release(task)
    this.#process.soon(() => {
      if (failure === null) this.#settle.resolve(answer, outcome)
      else this.#settle.reject(new CallError(callee, failure))
    })
  }

  /** The caller has crashed: nobody is left to hear of it. */
  lost(): void {
    this.#end()
  }

  /** Whether its request, or the answer to it, got lost on the way. */
  get isLost(): boolean {
    const call = this.#task?.waitsFor ?? null
    return call?.attempting === true && call.site.wire.underWay(call) === null
  }

  /** Gives the call up; nobody is told. */
  stop(): void {
    const task = this.#task
    if (task === null) return
    this.#end()
    stopErrand(task)
  }

  #aborted(): void {
    const reason = this.#call.signal?.reason as Error
    this.#maker?.callFailed?.()
    this.stop()
    this.#settle.reject(reason)
  }

  #end(): void {
    if (this.#task !== null && this.#underWay !== null) this.#underWay.calls--
    this.#task = null
    this.#call.signal?.removeEventListener('abort', this.#abort)
  }
}

/** It is made for whoever asked, and known as that. */
function inherit(task: Task, within: Task): void {
  task.attempt = within.attempt
  task.deadlineAt = within.deadlineAt
  task.priority = within.priority
  task.session = within.session
}
