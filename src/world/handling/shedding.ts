/**
 * The queue of a replica that does more than let wait: who is next, who is turned out of it, and
 * who is not let in.
 */
import type { Actor } from '../../kernel/agenda.ts'
import { Lane } from '../../kernel/lane.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  type DelayRule,
  delayRule,
  lineSettings,
  type SheddingOptions,
  WaitEstimate,
  WaitingLine,
} from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Component, Memory } from './component.ts'
import type { Door } from './door.ts'
import { turnOut } from './endings.ts'
import { isWorking } from './progress.ts'
import type { Replica } from './replica.ts'
import { Slots } from './slots.ts'
import { LineBehind, type Takeover } from './succession.ts'
import { NO_TICKET, type Task } from './task.ts'

/** The tasks that wait, none for longer than it may. */
class TaskLine extends WaitingLine<Task> {
  /** Where those that wait are timed; null when they may wait for any time. */
  timeouts: Lane<Task> | null = null

  override add(task: Task): void {
    super.add(task)
    if (this.timeouts !== null) task.queueTicket = this.timeouts.set(task)
  }

  override remove(task: Task): void {
    super.remove(task)
    if (task.queueTicket !== NO_TICKET) this.timeouts?.cancel(task.queueTicket)
    task.queueTicket = NO_TICKET
  }
}

/** Sheds the load of one replica. */
export class Shedding implements Door, Memory, Actor<Task> {
  readonly kind = 'shedding'
  /** The slots of the replica, with this line before them. */
  readonly slots: Slots
  readonly #takeover: Takeover<Shedding> | null
  readonly #replica: Replica
  readonly #options: SheddingOptions
  readonly #line: TaskLine
  readonly #random: Random
  #rule: DelayRule | null = null
  #estimate = new WaitEstimate()

  /** @param takeover from whom it takes over while the replica runs; null from the beginning */
  constructor(
    replica: Replica,
    component: Component,
    {
      options,
      takeover = null,
    }: { readonly options: SheddingOptions; readonly takeover?: Takeover<Shedding> | null },
  ) {
    const { handling, world, agenda } = component
    const { name } = handling
    this.#replica = replica
    this.#options = options
    this.#line = new TaskLine(lineSettings(options))
    if (options.queueTimeout !== undefined) {
      this.#line.timeouts = new Lane<Task>(agenda, options.queueTimeout, this, 0)
    }
    this.#takeover = takeover
    this.slots = takeover?.slots ?? new Slots(agenda, handling, this.#line)
    if (takeover !== null) {
      const { inside } = takeover
      this.slots.turnQueue(before => new LineBehind(inside, before, this.#line))
    }
    this.#random = world.sharedRandom(`${name}/shedding`)
    this.reset(replica.index)
    component.memories.push(this)
  }

  /** A request has come; whoever gets a slot at once is proof that nothing stands in the queue. */
  admit(task: Task, now: Ms): number {
    const isBusy = this.slots.areTaken
    if (!isBusy) this.#rule?.sheds(0, 0, now)
    const { expectedWait = Infinity, heedDeadline = false } = this.#options
    // One of those at work has to leave, and then each that waits before it.
    const ahead = isBusy ? 1 + this.#line.ahead(task.priority) : 0
    const waitMs = this.#estimate.waitMs(ahead, this.#replica.component.handling.concurrency)
    const doneAt = now + waitMs + this.#estimate.serviceMs
    const isTooMuch = waitMs > expectedWait || (heedDeadline && doneAt > task.deadlineAt)
    return isTooMuch ? this.#shed(task) : 0
  }

  left(task: Task, outcome: Outcome, now: Ms): void {
    if (outcome === Outcome.Rejected || outcome === Outcome.Cancelled) return
    this.#estimate.served(now - task.arrivedAt - task.waitedMs)
  }

  /** The queue is full: another may have to go, or nobody does and the newcomer has no place. */
  makesRoomFor(newcomer: Task): boolean {
    if (this.#line.length === 0) return false
    const goes = this.#line.victim(newcomer, this.#random)
    if (goes === newcomer) return false
    turnOut(goes, this.#shed(goes))
    return true
  }

  /** A request has to wait: the least important of those at work makes way, if it is less so. */
  preempt(waiting: Task): void {
    if (this.#options.preemptive !== true) return
    const replica = this.#replica
    const goes = replica.living.first(
      task =>
        task.holdsSlot &&
        task.priority > waiting.priority &&
        isWorking(task) &&
        !this.#isOfBefore(task),
      isSoonerSpared,
    )
    if (goes === null) return
    replica.interrupt(goes)
    this.slots.release(goes)
    goes.queuedAt = waiting.queuedAt
    this.#line.putBack(goes)
    replica.startNext()
  }

  /** Whether a request, whose turn has come, is shed for having waited as long as it has. */
  sheds(task: Task, now: Ms): boolean {
    if (this.#isOfBefore(task)) return this.#takeover?.before?.sheds(task, now) === true
    if (this.#rule === null) return false
    const { length } = this.#line
    const isShed = this.#rule.sheds(now - task.queuedAt, length, now)
    if (isShed) this.#shed(task)
    if (length === 0) this.#rule.emptied()
    return isShed
  }

  /** A request has waited for as long as it may. */
  on(_timedOut: number, task: Task): void {
    task.queueTicket = NO_TICKET
    turnOut(task, Reason.WaitedTooLong)
  }

  /** Whether the policy before has let it in. */
  #isOfBefore(task: Task): boolean {
    return this.#takeover !== null && this.#takeover.inside.has(task)
  }

  #shed(task: Task): number {
    this.#replica.component.meter.count('requests shed', task.slot)
    return Reason.Shed
  }

  /** A restarted process has no experience. */
  reset(replica: number): void {
    if (replica !== this.#replica.index) return
    this.#rule = this.#options.codel === undefined ? null : delayRule(this.#options.codel)
    this.#estimate = new WaitEstimate()
  }
}

/** The least important makes way first, and of those that are alike the last that came. */
const isSoonerSpared = (one: Task, other: Task): boolean =>
  one.priority === other.priority ? one.arrivedAt > other.arrivedAt : one.priority > other.priority
