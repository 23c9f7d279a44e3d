/**
 * A replica: slots, a bounded queue for them, and the requests inside. A slot is held for the whole
 * handling (a thread for a request), or only while working (an event loop).
 */
import type { Actor, Agenda } from '../kernel/agenda.ts'
import type { Ms } from '../kernel/units.ts'
import type { TimeGrid } from '../record/grid.ts'
import type { ComponentMeter } from '../record/meters.ts'
import { Outcome, Reason } from '../record/outcome.ts'
import { CacheEntries } from './cache-keys.ts'
import type { Call } from './call.ts'
import type { Component } from './component.ts'
import { Conditions } from './conditions.ts'
import { advance, fail } from './interpreter.ts'
import type { Program } from './program.ts'
import { Slots } from './slots.ts'
import type { Task, TaskPool } from './task.ts'
import { LivingTasks } from './task-list.ts'

/** What can happen inside a replica. */
const Event = { Worked: 0, Delayed: 1 } as const

/** One of a component's replicas. */
export class Replica implements Actor<Task> {
  readonly component: Component
  readonly index: number
  readonly conditions = new Conditions()
  readonly entries: CacheEntries
  /** When it last started cold. */
  restartedAt: Ms = Number.NEGATIVE_INFINITY
  readonly #agenda: Agenda
  readonly #meter: ComponentMeter
  readonly #tasks: TaskPool
  readonly #nonBlocking: boolean
  readonly #slots: Slots
  readonly #grid: TimeGrid
  readonly #living = new LivingTasks()

  constructor(component: Component, index: number) {
    const { handling, world, meter } = component
    this.component = component
    this.index = index
    this.entries = new CacheEntries(handling.cacheCapacity)
    this.#agenda = world.agenda
    this.#meter = meter
    this.#tasks = world.tasks
    this.#nonBlocking = handling.nonBlocking
    this.#slots = new Slots(handling.concurrency, handling.queue)
    this.#grid = world.recording.grid
  }

  /** Whether a fault keeps it from running. */
  get isDown(): boolean {
    return !this.conditions.quiet && this.conditions.isDown
  }

  /** A request has come in. */
  receive(task: Task): void {
    const { now } = this.#agenda
    task.replica = this
    task.onItsWay = false
    task.slot = this.#grid.slotAt(now)
    task.arrivedAt = now
    this.#meter.tally.counts.begin(task.slot)
    if (task.attempt !== null) task.attempt.replica = this.index
    if (!this.conditions.quiet && this.#isStruck(task, now)) return
    if (this.#slots.isFull) return this.#turnAway(task, Outcome.Rejected, Reason.QueueFull)
    this.#living.add(task)
    if (this.#nonBlocking) {
      this.#meter.levels.add(now, 1, 0, 0)
      this.#begin(task)
    } else if (this.#slots.request(task, now)) {
      this.#meter.levels.add(now, 1, 0, 1)
      this.#begin(task)
    } else {
      this.#meter.levels.add(now, 1, 1, 0)
    }
  }

  /** A client begins a task: nothing limits it, and it is measured by the requests it makes. */
  begin(task: Task): void {
    task.replica = this
    this.#living.add(task)
    advance(task)
  }

  /** A branch of a task of this replica; in the same slot, if a task holds one throughout. */
  branch(parent: Task, program: Program): Task {
    const branch = this.#tasks.take(program)
    branch.replica = this
    branch.parent = parent
    branch.attempt = parent.attempt
    branch.deadlineAt = parent.deadlineAt
    parent.branches.push(branch)
    this.#living.add(branch)
    return branch
  }

  /** A task works for a time, all slowness in force included. */
  work(task: Task, ms: Ms, label: string): void {
    task.pieceMs = this.conditions.quiet ? ms : ms * this.conditions.factor(this.#agenda.now)
    task.pieceLabel = label
    if (!this.#nonBlocking || this.#gainSlot(task)) this.#spend(task, Event.Worked)
  }

  on(event: number, task: Task): void {
    task.scheduled = false
    if (task.dead) return this.#tasks.giveBack(task)
    task.workedMs += task.pieceMs
    if (task.attempt !== null) {
      task.attempt.work.push({ label: task.pieceLabel, ms: task.pieceMs })
    }
    if (event === Event.Worked && this.#nonBlocking) {
      this.#slots.release(task)
      this.#meter.levels.add(this.#agenda.now, 0, 0, -1)
      this.#startNext()
    }
    advance(task)
  }

  /** A task has come to the end of its program, or failed. */
  finish(task: Task): void {
    const { errorRate, owner } = this.component
    if (task.branches.length > 0) this.#stopBranches(task)
    if (owner !== null) {
      this.#living.remove(task)
      return owner.finished(task)
    }
    if (errorRate > 0 && task.outcome !== Outcome.Error) this.#failAtRandom(task)
    if (task.keys !== null) task.hit = task.keys.lookup(this, task.key)
    this.#leave(task)
    this.#answer(task)
    this.#startNext()
  }

  /** A branch is done: the last one, or one that failed, lets its parent go on. */
  join(branch: Task, parent: Task): void {
    const { outcome, reason } = branch
    parent.openBranches--
    this.detach(branch, parent)
    if (outcome === Outcome.Error) return fail(parent, reason)
    if (outcome > parent.outcome) parent.outcome = outcome
    if (parent.openBranches === 0) advance(parent)
  }

  /** A branch is over, and its time was its parent's. */
  detach(branch: Task, parent: Task): void {
    if (branch.branches.length > 0) this.#stopBranches(branch)
    parent.branches.splice(parent.branches.indexOf(branch), 1)
    this.#vacate(branch, 0)
    parent.waitedMs += branch.waitedMs
    parent.workedMs += branch.workedMs
    this.#tasks.giveBack(branch)
  }

  /** Nobody waits for a task any more, and it has been told so. */
  cancel(task: Task): void {
    this.#meter.waste(task.slot, task.workedMs)
    this.#stop(task, Outcome.Cancelled, Reason.None)
    this.#startNext()
  }

  /**
   * Everything inside is lost.
   *
   * @param tells whether the callers learn of it
   * @returns how many requests were lost
   */
  crash(tells: boolean): number {
    let lost = 0
    for (let task = this.#living.any; task !== undefined; task = this.#living.any) {
      const root = rootOf(task)
      const { call, ticket } = root
      this.#stop(root, Outcome.Error, Reason.LostInCrash)
      if (tells && call !== null && call.ticket === ticket) this.#tell(call)
      lost++
    }
    this.entries.clear()
    return lost
  }

  /** It runs again, and remembers nothing. */
  restart(): void {
    this.restartedAt = this.#agenda.now
    this.component.resetBreakers(this.index)
  }

  /** What is in force here may end a request before it begins. */
  #isStruck(task: Task, now: Ms): boolean {
    if (this.conditions.isDown) {
      this.conditions.touchDown()
      if (this.conditions.refuses) this.#turnAway(task, Outcome.Rejected, Reason.Refused)
      else this.#ignore(task)
      return true
    }
    const code = this.conditions.errorCode(now)
    if (code !== 0) this.#turnAway(task, Outcome.Error, code)
    return code !== 0
  }

  #turnAway(task: Task, outcome: Outcome, reason: number): void {
    task.outcome = outcome
    task.reason = reason
    this.#tally(task)
    this.#answer(task)
  }

  #ignore(task: Task): void {
    task.outcome = Outcome.Error
    task.reason = Reason.Down
    this.#tally(task)
    this.#tasks.giveBack(task)
  }

  /** A request may begin; what slows this replica holds it up first. */
  #begin(task: Task): void {
    if (this.conditions.quiet) return advance(task)
    task.pieceMs = this.conditions.addedMs(this.#agenda.now)
    task.pieceLabel = 'slowed by a fault'
    if (task.pieceMs === 0) advance(task)
    else this.#spend(task, Event.Delayed)
  }

  #spend(task: Task, event: number): void {
    task.scheduled = true
    this.#agenda.after(task.pieceMs, this, event, task)
  }

  /** A freed slot goes to whoever has waited longest, before anybody else can ask. */
  #startNext(): void {
    const { now } = this.#agenda
    for (let task = this.#slots.next(now); task !== null; task = this.#slots.next(now)) {
      this.#meter.levels.add(now, 0, -1, 1)
      if (this.#nonBlocking) this.#spend(task, Event.Worked)
      else this.#begin(task)
    }
  }

  #failAtRandom(task: Task): void {
    const { errorRate, chance } = this.component
    if (chance.next() >= errorRate) return
    task.outcome = Outcome.Error
    task.reason = 500
  }

  /** The answer goes to the caller, unless the caller has left: then the work was in vain. */
  #answer(task: Task): void {
    const call = task.call as Call
    if (call.ticket === task.ticket) call.site.answer(task)
    else this.component.wasted(task)
  }

  /** A call whose request was lost learns that its connection is gone. */
  #tell(call: Call): void {
    const notice = this.#tasks.take([])
    notice.call = call
    notice.ticket = call.ticket
    notice.outcome = Outcome.Error
    notice.reason = Reason.LostInCrash
    call.site.answer(notice)
  }

  #stop(task: Task, outcome: Outcome, reason: number): void {
    task.outcome = outcome
    task.reason = reason
    this.#stopBranches(task)
    task.waitsFor?.site.abandon(task.waitsFor)
    this.#leave(task)
    this.#release(task)
  }

  #stopBranches(task: Task): void {
    for (const branch of task.branches) {
      this.#stopBranches(branch)
      branch.waitsFor?.site.abandon(branch.waitsFor)
      this.#vacate(branch, 0)
      task.waitedMs += branch.waitedMs
      task.workedMs += branch.workedMs
      this.#release(branch)
    }
    task.branches.length = 0
    task.openBranches = 0
  }

  /** A request is no longer inside. */
  #leave(task: Task): void {
    this.#vacate(task, 1)
    this.#meter.waiting.record(task.slot, task.waitedMs)
    this.#meter.working.record(task.slot, task.workedMs)
    if (task.attempt !== null) {
      task.attempt.waitingMs = task.waitedMs
      task.attempt.workingMs = task.workedMs
    }
    this.#tally(task)
  }

  /** @param requests how many requests leave with it: 1, or 0 for a branch */
  #vacate(task: Task, requests: number): void {
    const { now } = this.#agenda
    const queued = task.queued ? 1 : 0
    const busy = task.holdsSlot ? 1 : 0
    this.#living.remove(task)
    if (task.queued) this.#slots.leaveQueue(task, now)
    if (task.holdsSlot) this.#slots.release(task)
    this.#meter.levels.add(now, -requests, -queued, -busy)
  }

  /** Asks for a slot to work in. */
  #gainSlot(task: Task): boolean {
    const { now } = this.#agenda
    const gained = this.#slots.request(task, now)
    if (gained) this.#meter.levels.add(now, 0, 0, 1)
    else this.#meter.levels.add(now, 0, 1, 0)
    return gained
  }

  /** Gives a task back, unless an event still knows it; then that event does. */
  #release(task: Task): void {
    if (task.scheduled) task.dead = true
    else this.#tasks.giveBack(task)
  }

  #tally(task: Task): void {
    const { tally } = this.#meter
    tally.end(task.slot, task.outcome, this.#agenda.now - task.arrivedAt)
    if (task.reason !== Reason.None) tally.because(task.reason)
  }
}

/** The request that a branch, or a branch of a branch, belongs to. */
function rootOf(task: Task): Task {
  let root = task
  while (root.parent !== null) root = root.parent
  return root
}
