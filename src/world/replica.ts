/**
 * A replica: slots, a bounded queue for them, and the requests inside. A slot is held for the whole
 * handling (a thread for a request), or only while working (an event loop).
 */
import type { Actor, Agenda } from '../kernel/agenda.ts'
import type { Ms } from '../kernel/units.ts'
import { Outcome, Reason } from '../record/outcome.ts'
import { rootOf, stopBranches } from './branches.ts'
import { CacheEntries } from './cache-entries.ts'
import type { Component } from './component.ts'
import { Conditions } from './conditions.ts'
import type { Doors } from './door.ts'
import { errandDone, loseErrand } from './errand.ts'
import { HandlingLog } from './handling-log.ts'
import { advance } from './interpreter.ts'
import { Reception } from './reception.ts'
import { Shedding } from './shedding.ts'
import { Slots } from './slots.ts'
import type { Task, TaskPool } from './task.ts'
import { LivingTasks } from './task-list.ts'
import { isFailure } from './verdicts.ts'

/** What can happen inside a replica. */
const Event = { Worked: 0, Delayed: 1 } as const

const INTERNAL_ERROR = 500

/** One of a component's replicas. */
export class Replica implements Actor<Task> {
  readonly component: Component
  readonly index: number
  readonly conditions = new Conditions()
  readonly entries: CacheEntries
  /** What requests have to pass before they ask for a slot; usually nothing. */
  doors: Doors | null = null
  /** The rules of its queue, when it is more than first come, first served. */
  readonly shedding: Shedding | null
  /** Told when it crashes, if it has something to lose besides requests and cached answers. */
  crashed: (() => void) | null = null
  /** Everything inside is just being stopped: what one gives back is for nobody else there. */
  isCrashing = false
  /** When it last started cold. */
  restartedAt: Ms = Number.NEGATIVE_INFINITY
  readonly #agenda: Agenda
  readonly #log: HandlingLog
  readonly #reception: Reception
  readonly #tasks: TaskPool
  readonly #nonBlocking: boolean
  readonly #slots: Slots
  readonly #living = new LivingTasks()
  #isStarting = false

  constructor(component: Component, index: number) {
    const { handling, world, meter } = component
    this.component = component
    this.index = index
    this.entries = new CacheEntries(handling.cacheCapacity)
    this.#agenda = world.agenda
    this.#log = new HandlingLog(meter, world.recording.grid, index)
    this.#reception = new Reception(component, this.conditions, this.#log)
    this.#tasks = world.tasks
    this.#nonBlocking = handling.nonBlocking
    this.shedding = handling.shedding && new Shedding(this, component, handling.shedding)
    this.#slots = this.shedding?.slots ?? new Slots(handling.concurrency, handling.queue)
  }

  /** A request has come in. */
  receive(task: Task): void {
    const { now } = this.#agenda
    task.replica = this
    task.onItsWay = false
    this.#log.arrived(task, now, this.index)
    if (!this.#reception.admits(task, this.doors, now)) return
    if (this.#slots.isFull && !this.shedding?.makesRoomFor(task)) {
      this.doors?.left(task, Outcome.Rejected, now)
      return this.#reception.turnAway(task, Outcome.Rejected, Reason.QueueFull)
    }
    this.#living.add(task)
    if (this.#nonBlocking) {
      this.#log.moved(now, 1, 0, 0)
      this.#handle(task)
    } else if (this.#slots.request(task, now)) {
      this.#log.moved(now, 1, 0, 1)
      this.#handle(task)
    } else {
      this.#log.moved(now, 1, 1, 0)
    }
  }

  /** A client begins a task: nothing limits it, and it is measured by the requests it makes. */
  begin(task: Task): void {
    this.admit(task)
    advance(task)
  }

  /** A branch of a request that is inside; or a task of clients. */
  admit(task: Task): void {
    task.replica = this
    this.#living.add(task)
  }

  /** A task works for a time, all slowness in force included. */
  work(task: Task, ms: Ms, label: string): void {
    const { now } = this.#agenda
    const hasSlot = !this.#nonBlocking || this.#slots.request(task, now)
    task.pieceMs = ms * task.slowness
    if (!this.conditions.quiet) task.pieceMs *= this.conditions.factor(now)
    task.pieceLabel = label
    if (this.#nonBlocking) this.#log.moved(now, 0, hasSlot ? 0 : 1, hasSlot ? 1 : 0)
    if (hasSlot) this.#spend(task, Event.Worked)
  }

  on(event: number, task: Task): void {
    task.scheduled = false
    if (task.dead) return this.#tasks.giveBack(task)
    this.#log.worked(task)
    if (event === Event.Worked && this.#nonBlocking) {
      this.#slots.release(task)
      this.#log.moved(this.#agenda.now, 0, 0, -1)
      this.startNext()
    }
    advance(task)
  }

  /** A task has come to the end of its program, or failed. */
  finish(task: Task): void {
    const { owner } = this.component
    if (task.branches !== null) stopBranches(task)
    if (task.errand !== null) return errandDone(task, task.errand)
    if (owner !== null) {
      this.#living.remove(task)
      return owner.finished(task)
    }
    if (!isFailure(task.outcome) && this.component.failsByItself()) task.fail(INTERNAL_ERROR)
    if (task.keys !== null) task.found = task.keys.lookup(this, task.key)
    this.#leave(task)
    this.component.answer(task)
    this.startNext()
  }

  /** A request that waits, or was just about to begin, is turned out so that others fare better. */
  turnOut(task: Task, reason: number): void {
    task.outcome = Outcome.Rejected
    task.reason = reason
    this.#leave(task)
    this.component.answer(task)
  }

  /** Nobody waits for a task any more, and it has been told so. */
  cancel(task: Task): void {
    this.#stop(task, Outcome.Cancelled, Reason.None)
    this.component.meter.waste(task.slot, task.workedMs)
    this.release(task)
    this.startNext()
  }

  /** Everything inside is lost. @param tells whether callers learn of it @returns how many were */
  crash(tells: boolean): number {
    let lost = 0
    this.isCrashing = this.#isStarting = true // nobody begins while all are stopped
    for (let task = this.#living.any; task !== undefined; task = this.#living.any) {
      const root = rootOf(task)
      if (loseErrand(root)) continue
      const { call, ticket } = root
      this.#stop(root, Outcome.Error, Reason.LostInCrash)
      this.release(root)
      if (tells && call !== null && call.ticket === ticket) call.site.wire.breakOff(call)
      lost++
    }
    this.isCrashing = this.#isStarting = false
    this.entries.clear()
    this.crashed?.()
    return lost
  }

  /** It runs again, and remembers nothing. */
  restart(): void {
    this.restartedAt = this.#agenda.now
    this.component.forget(this.index)
  }

  /** A task gives up its slot or place in the queue. @param requests 1, or 0 for a branch */
  vacate(task: Task, requests: number): void {
    const { now } = this.#agenda
    const queued = task.queued ? 1 : 0
    const busy = task.holdsSlot ? 1 : 0
    this.#living.remove(task)
    if (task.waitsForFill !== null) task.waitsForFill.forget(task)
    if (task.scheduled) task.workedMs += now - task.pieceSince
    if (task.queued) this.#slots.leaveQueue(task, now)
    if (task.holdsSlot) this.#slots.release(task)
    this.#log.moved(now, -requests, -queued, -busy)
  }

  /**
   * A freed slot goes to whoever is next, before anybody else can ask. Who is done at
   * once frees it again: the loop sees that.
   */
  startNext(): void {
    if (this.#isStarting) return
    this.#isStarting = true
    const { now } = this.#agenda
    for (let task = this.#slots.next(now); task !== null; task = this.#slots.next(now)) {
      this.#log.moved(now, 0, -1, 1)
      if (this.shedding?.sheds(task, now)) this.turnOut(task, Reason.Shed)
      else if (this.#nonBlocking) this.#spend(task, Event.Worked)
      else this.#handle(task)
    }
    this.#isStarting = false
  }

  /** Gives a task back, unless an event still knows it; then that event does. */
  release(task: Task): void {
    if (task.scheduled) task.dead = true
    else this.#tasks.giveBack(task)
  }

  /** A request may begin; what slows this replica holds it up first. */
  #handle(task: Task): void {
    if (this.conditions.quiet) return advance(task)
    const { addMs, factor } = this.conditions.slow(this.#agenda.now)
    task.slowness = factor
    task.pieceMs = addMs
    task.pieceLabel = 'slowed by a fault'
    if (task.pieceMs === 0) advance(task)
    else this.#spend(task, Event.Delayed)
  }

  #spend(task: Task, event: number): void {
    task.scheduled = true
    task.pieceSince = this.#agenda.now
    this.#agenda.after(task.pieceMs, this, event, task)
  }

  #stop(task: Task, outcome: Outcome, reason: number): void {
    task.outcome = outcome
    task.reason = reason
    stopBranches(task)
    task.waitsFor?.site.abandon(task.waitsFor)
    this.#leave(task)
  }

  #leave(task: Task): void {
    this.vacate(task, 1)
    this.#log.left(task, this.#agenda.now)
    this.doors?.left(task, task.outcome, this.#agenda.now)
  }
}
