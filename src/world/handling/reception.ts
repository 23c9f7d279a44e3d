/** The entrance of a replica: who is turned away there, and who gets no answer at all. */
import type { Ms } from '../../kernel/units.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { type Conditions, reasonOf } from '../faults/conditions.ts'
import type { Component } from './component.ts'
import type { HandlingLog } from './handling-log.ts'
import type { Replica } from './replica.ts'
import type { Slots } from './slots.ts'
import { entrance } from '../faults/passage.ts'
import { boundsQueue, clockOf, takesSlots } from '../faults/replica-effects.ts'
import type { Task } from './task.ts'

/** Receives the requests that come to one replica. */
export class Reception {
  readonly #replica: Replica
  readonly #component: Component
  readonly #conditions: Conditions
  readonly #slots: Slots
  readonly #log: HandlingLog

  constructor(replica: Replica, slots: Slots, log: HandlingLog) {
    this.#replica = replica
    this.#component = replica.component
    this.#conditions = replica.conditions
    this.#slots = slots
    this.#log = log
  }

  /**
   * Asks what is in force here, then the doors, then whether there is room.
   *
   * @returns whether the request may go on to a slot or the queue; if not it has been seen to
   */
  admits(task: Task): boolean {
    const { agenda } = this.#component
    if (!this.#conditions.quiet && this.#isStruck(task, agenda.now)) return false
    const { doors } = this.#replica
    const reason = doors === null ? 0 : doors.admit(task, agenda.now)
    if (reason !== 0) {
      this.turnAway(task, Outcome.Rejected, reason)
      return false
    }
    if (!this.#conditions.quiet && this.#slots.areTaken) this.#touchWhatMovedRoom()
    if (!this.#slots.isFull || this.#replica.shedding?.makesRoomFor(task)) return true
    doors?.left(task, Outcome.Rejected, agenda.now)
    this.turnAway(task, Outcome.Rejected, Reason.QueueFull)
    return false
  }

  /** Who finds no slot free has met what took slots away, and what settles who may wait. */
  #touchWhatMovedRoom(): void {
    if (this.#slots.areFewer) this.#conditions.touch(takesSlots)
    if (this.#slots.boundMatters) this.#conditions.touch(boundsQueue)
  }

  /** A request gets its answer at the entrance. */
  turnAway(task: Task, outcome: Outcome, reason: number): void {
    task.outcome = outcome
    task.reason = reason
    this.#log.ended(task, false)
    this.#component.answer(task)
  }

  /** What is in force here may end a request before it begins. */
  #isStruck(task: Task, now: Ms): boolean {
    const met = entrance(this.#conditions, now, task.program)
    if (met === 'open') return this.#looksTooLate(task, now)
    if (met === 'silent') this.#missed(task)
    else if (met === 'refuses') this.turnAway(task, Outcome.Rejected, Reason.Refused)
    else {
      task.retryAfterMs = met.retryAfterMs
      this.turnAway(task, Outcome.Error, reasonOf(met))
    }
    return true
  }

  /** A deadline that came with a request is a time of day, and judged by the clock that is here. */
  #looksTooLate(task: Task, now: Ms): boolean {
    if (task.deadlineAt === Infinity) return false
    const clock = clockOf(this.#conditions, now)
    if (clock === now) return false
    task.deadlineAt -= clock - now
    if (task.deadlineAt > now) return false
    this.turnAway(task, Outcome.Rejected, Reason.TooLate)
    return true
  }

  /** A request came when nothing ran, and nobody answers. */
  #missed(task: Task): void {
    task.fail(Reason.Down)
    this.#log.ended(task, false)
    this.#component.world.tasks.giveBack(task)
  }
}
