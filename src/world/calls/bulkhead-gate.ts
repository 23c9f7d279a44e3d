/** A bulkhead before calls: so many of one replica are under way at once, and so many more wait. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import { Waker } from '../../kernel/waker.ts'
import { Bulkhead, type BulkheadOptions } from '../../policies/index.ts'
import type { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from './call.ts'
import { Entry, type Gate } from './gate.ts'
import type { Departure } from '../handling/task.ts'
import { isGivenUp } from './verdicts.ts'

const reasons = { waitedTooLong: Reason.WaitedTooLong, dropped: Reason.BulkheadFull } as const

/** One bulkhead; several call sites may share it. */
export class BulkheadGate implements Gate, Departure {
  readonly limit: string
  readonly #agenda: Agenda
  readonly #bulkhead: Bulkhead<Call>
  readonly #waker: Waker
  /** Whether a slot is held by whoever does the work, and not by whoever waits for it. */
  readonly #heldByWorker: boolean

  /** @param names `limit`: its own; `where`: what to call it in an error */
  constructor(agenda: Agenda, options: BulkheadOptions, names: { limit: string; where: string }) {
    this.limit = names.limit
    this.#agenda = agenda
    this.#bulkhead = new Bulkhead<Call>(
      options,
      {
        letIn: call => call.site.letIn(call),
        turnOut: (call, why) => call.site.refused(call, reasons[why]),
      },
      names.where,
    )
    const { kind } = this.#bulkhead
    this.#heldByWorker = kind === 'threadPool' || kind === 'process'
    this.#waker = new Waker(agenda, () => {
      this.#bulkhead.pass(agenda.now)
      this.#setWaker()
    })
  }

  enter(call: Call, now: Ms): number {
    const entry = this.#bulkhead.admit(call, now)
    if (entry === 'in') return Entry.In
    this.#setWaker()
    return entry === 'waits' ? Entry.Waits : Reason.BulkheadFull
  }

  leave(call: Call, outcome: Outcome, _reason: number, now: Ms): void {
    const { leftBehind } = call
    if (this.#heldByWorker && leftBehind !== null) {
      leftBehind.departure = this
      return
    }
    this.#bulkhead.settle(now, isGivenUp(outcome))
    this.#setWaker()
  }

  forget(call: Call, now: Ms): void {
    this.#bulkhead.forget(call, now)
    this.#setWaker()
  }

  /** The work that a caller had left behind is over. */
  departed(): void {
    this.#bulkhead.settle(this.#agenda.now)
    this.#setWaker()
  }

  #setWaker(): void {
    this.#waker.at(this.#bulkhead.dueAt)
  }
}
