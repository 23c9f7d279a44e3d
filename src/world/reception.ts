/** The entrance of a replica: who is turned away there, and who gets no answer at all. */
import type { Ms } from '../kernel/units.ts'
import { Outcome, Reason } from '../record/outcome.ts'
import type { Conditions } from './conditions.ts'
import type { Component } from './component.ts'
import type { Doors } from './door.ts'
import type { HandlingLog } from './handling-log.ts'
import type { Task } from './task.ts'

/** Receives the requests that come to one replica. */
export class Reception {
  readonly #component: Component
  readonly #conditions: Conditions
  readonly #log: HandlingLog

  constructor(component: Component, conditions: Conditions, log: HandlingLog) {
    this.#component = component
    this.#conditions = conditions
    this.#log = log
  }

  /**
   * Asks what is in force here, and then the doors.
   *
   * @returns whether the request may go on to a slot or the queue; if not it has been seen to
   */
  admits(task: Task, doors: Doors | null, now: Ms): boolean {
    if (!this.#conditions.quiet && this.#isStruck(task, now)) return false
    const reason = doors === null ? 0 : doors.admit(task, now)
    if (reason === 0) return true
    this.turnAway(task, Outcome.Rejected, reason)
    return false
  }

  /** A request gets its answer at the entrance. */
  turnAway(task: Task, outcome: Outcome, reason: number): void {
    task.outcome = outcome
    task.reason = reason
    this.#log.ended(task, this.#component.agenda.now)
    this.#component.answer(task)
  }

  /** What is in force here may end a request before it begins. */
  #isStruck(task: Task, now: Ms): boolean {
    const conditions = this.#conditions
    const code = conditions.isDown ? 0 : conditions.errorCode(now)
    if (code === 0 && !conditions.isDown) return false
    if (code === 0) this.#missed(task)
    else this.#failed(task, code)
    return true
  }

  /** An error is in force, and may say when to come again. */
  #failed(task: Task, code: number): void {
    task.retryAfterMs = this.#conditions.retryAfterMs
    this.turnAway(task, Outcome.Error, code)
  }

  /** A request came when nothing ran: the port is closed, or nobody answers. */
  #missed(task: Task): void {
    this.#conditions.touchDown()
    if (this.#conditions.refuses) return this.turnAway(task, Outcome.Rejected, Reason.Refused)
    task.fail(Reason.Down)
    this.#log.ended(task, this.#component.agenda.now)
    this.#component.world.tasks.giveBack(task)
  }
}
