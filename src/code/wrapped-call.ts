/** A call of a model through a policy of another library: each replica has one, in each life. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Ms } from '../kernel/units.ts'
import { Outcome } from '../record/outcome.ts'
import { Reason } from '../record/reason.ts'
import type { Code, Inside, Way } from '../world/handling/code.ts'
import { callEnded } from '../world/handling/interpreter.ts'
import type { Task } from '../world/handling/task.ts'
import { CallError } from './call-error.ts'
import { breakersIn, watch } from './breakers.ts'
import { Desk } from './desk.ts'
import { OutgoingCall } from './outgoing.ts'
import type { ReplicaProcess } from './process.ts'
import { sharedProcesses } from './processes.ts'
import { howItFailed } from './refusals.ts'
import { TaskInHand } from './task-in-hand.ts'
import type { Ask, RealPolicy } from './wrap.ts'

type Make = (ask: (ask: Ask) => Promise<unknown>) => RealPolicy

/** What a policy does with a call. */
type Through = (ask: Ask, signal: AbortSignal) => unknown

/** Makes the calls of one step by a policy. */
export class WrappedCall implements Code {
  readonly desk: Desk
  readonly callee: string
  readonly way: Way
  readonly optional: boolean
  readonly #make: Make
  /** By the life of a process. */
  readonly #policies = new WeakMap<object, Through>()

  constructor(make: Make, inside: Inside) {
    const [[callee, way]] = inside.ways
    this.desk = new Desk(inside)
    this.callee = callee
    this.way = way
    this.optional = inside.optional
    this.#make = make
    for (const process of sharedProcesses(inside.component, this.desk)) {
      process.soon(() => this.policyIn(process))
    }
  }

  handle(task: Task): void {
    const passing = new Passing(task, this)
    passing.process.soon(() => passing.run())
  }

  /** The policy of a process, made when it is first needed in its life. */
  policyIn(process: ReplicaProcess): Through {
    const known = this.#policies.get(process.host)
    if (known !== undefined) return known
    const policy = this.#make(ask => this.#guarded(ask))
    for (const breaker of breakersIn(policy)) watch(process, breaker, this.callee)
    const through = this.#throughOf(policy)
    this.#policies.set(process.host, through)
    return through
  }

  /** What opossum guards: whatever it is fired with. */
  #guarded(ask: unknown): Promise<unknown> {
    if (typeof ask === 'function') return (ask as Ask)()
    throw new UsageError({
      what: 'wrap was given a function that makes the call, where one that makes a policy belongs',
      where: this.way.name,
      fix: 'write one more arrow: wrap(() => ask => ask())',
    })
  }

  #throughOf(policy: unknown): Through {
    const { execute, fire } = (policy ?? {}) as { execute?: unknown; fire?: unknown }
    if (typeof execute === 'function') return (...given) => execute.apply(policy, given) as unknown
    if (typeof fire === 'function') return ask => fire.call(policy, ask) as unknown
    if (typeof policy === 'function') return policy as Through
    throw new UsageError({
      what: `wrap was given ${shown(policy)}, which is no policy`,
      where: this.way.name,
      fix: 'return what cockatiel or opossum made, or a function: ask => retry(() => ask())',
    })
  }
}

/** One call on its way through the policy. */
class Passing extends TaskInHand {
  readonly #of: WrappedCall
  readonly #giveUp = new AbortController()
  /** What the last question came to; what a policy answers by itself is no full answer. */
  #outcome: Outcome = Outcome.Degraded
  readonly #since: Ms
  #hasAsked = false

  constructor(task: Task, of: WrappedCall) {
    super(task)
    this.#since = task.replica.component.agenda.now
    this.#of = of
  }

  run(): void {
    if (this.task === null) return
    const through = this.#of.policyIn(this.process)
    const { signal } = this.#giveUp
    const ask: Ask = context => this.#ask(context?.signal ?? signal)
    new Promise(resolve => resolve(through(ask, signal))).then(
      () => this.#settled(this.#outcome, Reason.None),
      (error: unknown) => {
        const { outcome, reason } = howItFailed(error)
        this.#settled(outcome, reason, !(error instanceof CallError))
      },
    )
  }

  override stopped(): void {
    this.taken()
    this.process.soon(() => this.#giveUp.abort())
  }

  #ask(signal: AbortSignal): Promise<unknown> {
    const within = this.task
    if (within === null || signal.aborted) return Promise.reject(signal.reason as Error)
    const { callee, way } = this.#of
    const { program } = way
    this.#hasAsked = true
    return new Promise((resolve, reject) => {
      const call = { callee, program, request: within.request, within, signal }
      new OutgoingCall(this.process, call, {
        resolve: (answer, outcome) => {
          this.#outcome = outcome
          resolve(answer)
        },
        reject: error => {
          this.#outcome = Outcome.Degraded
          reject(error)
        },
      }).send()
    })
  }

  /**
   * The world hears of it in an event of its own.
   *
   * @param isOwn whether the policy itself has said so, and not whoever was asked
   */
  #settled(outcome: Outcome, reason: number, isOwn = false): void {
    if (this.task === null) return
    const { desk, optional, way } = this.#of
    desk.later(() => {
      const task = this.taken()
      if (task === null) return
      const { now } = task.replica.component.agenda
      if (!this.#hasAsked) way.unmade(task, this.#since, outcome, reason)
      else if (isOwn && outcome === Outcome.Rejected) way.unmade(task, now, outcome, reason)
      callEnded(task, { name: way.name, optional }, outcome, reason)
    })
  }
}
