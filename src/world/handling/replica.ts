/**
 * A replica: slots, a bounded queue for them, and the requests inside. A slot is held for the whole
 * handling (a thread for a request), or only while working (an event loop). How requests end is in
 * `endings.ts`.
 */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import type { Draws } from '../../kernel/draws.ts'
import type { Ms } from '../../kernel/units.ts'
import { Reason } from '../../record/reason.ts'
import { CacheEntries } from '../caches/entries.ts'
import { leaveCaches } from '../caches/cache-log.ts'
import type { CodeProcess } from './code.ts'
import type { Component, Handling } from './component.ts'
import { Conditions } from '../faults/conditions.ts'
import type { Doors } from './door.ts'
import { turnOut } from './endings.ts'
import { HandlingLog } from './handling-log.ts'
import { advance, done } from './interpreter.ts'
import { rootOf } from './branches.ts'
import { kill } from '../faults/killing.ts'
import { isCutOff } from '../faults/passage.ts'
import { isWorking, Piece, Progress } from './progress.ts'
import type { Instruction } from './program.ts'
import { passMs, type Pipe } from '../resources/pipe.ts'
import type { Resources } from '../resources/resources.ts'
import { Reception } from './reception.ts'
import { Shedding } from './shedding.ts'
import { Slots } from './slots.ts'
import { replicaEffects, swells } from '../faults/replica-effects.ts'
import type { Messages } from './messages.ts'
import type { Task, TaskPool } from './task.ts'
import { LivingTasks } from './task-list.ts'

/** One of a component's replicas. */
export class Replica implements Actor<Task> {
  readonly component: Component
  readonly index: number
  readonly conditions = new Conditions()
  readonly entries: CacheEntries
  readonly living = new LivingTasks()
  /** What requests have to pass before they ask for a slot; usually nothing. */
  doors: Doors | null = null
  /** The rules of its queue, when it is more than first come, first served. */
  shedding: Shedding | null
  messages: Messages | null = null
  /** The process its code runs in, if it is code. */
  process: CodeProcess | null = null
  /** What of it is finite, if anything, and what serves one request after another. */
  resources: Resources | null = null
  pipes: readonly Pipe[] | null = null
  /** Nothing goes on for now. */
  standsStill = false
  /** It is one more than is wanted, and does not run. */
  isSpare = false
  /** The places of those inside, and the line before them. */
  readonly slots: Slots
  /** How its work gets on. */
  readonly progress: Progress
  /** Everything inside is just being stopped: what one gives back is for nobody else there. */
  isCrashing = false
  /** When it last started cold. */
  restartedAt: Ms = Number.NEGATIVE_INFINITY
  readonly #agenda: Agenda
  readonly #log: HandlingLog
  readonly #reception: Reception
  readonly #tasks: TaskPool
  readonly #nonBlocking: boolean
  #isStarting = false

  constructor(component: Component, index: number) {
    const { handling, world } = component
    this.component = component
    this.index = index
    this.entries = new CacheEntries(handling.cacheCapacity)
    this.#agenda = world.agenda
    this.#log = new HandlingLog(component, index)
    this.progress = new Progress({
      agenda: world.agenda,
      actor: this,
      conditions: this.conditions,
      cores: handling.cores,
      contention: handling.contention,
      isPreemptive: handling.shedding?.preemptive === true,
      underWay: () => this.living.count(isWorking),
      ended: (event, task) => this.#ended(event, task),
    })
    this.#tasks = world.tasks
    this.#nonBlocking = handling.nonBlocking
    const options = handling.shedding
    this.shedding = options && new Shedding(this, component, { options })
    this.slots = this.shedding?.slots ?? new Slots(world.agenda, handling)
    this.#reception = new Reception(this, this.slots, this.#log)
  }

  /** A request has come in; a replica that is cut off never sees it. */
  receive(task: Task): void {
    task.replica = this
    task.onItsWay = false
    if (isCutOff(this.conditions, this.#agenda.now)) return this.#tasks.giveBack(task)
    this.#log.arrived(task, this.index)
    if (!this.#reception.admits(task)) return
    this.living.add(task)
    if (this.#nonBlocking) {
      this.#log.moved(1, 0, 0)
      this.#handle(task)
    } else if (this.slots.request(task)) {
      this.#log.moved(1, 0, 1)
      this.#handle(task)
    } else {
      this.#log.moved(1, 1, 0)
      this.shedding?.preempt(task)
    }
  }

  /** Work is interrupted by a request that is more important, and waits for a slot to go on. */
  interrupt(task: Task): void {
    const leftMs = this.progress.interrupt(task)
    this.#log.worked(task)
    task.pieceMs = leftMs
    this.#log.moved(0, 1, -1)
  }

  /** A client begins a task: nothing limits it, and it is measured by the requests it makes. */
  begin(task: Task): void {
    if (!this.conditions.quiet) this.conditions.touch(swells)
    this.admit(task)
    advance(task)
  }

  /** A branch of a request that is inside; or a task of clients. */
  admit(task: Task): void {
    task.replica = this
    this.living.add(task)
  }

  /** A task works for as long as is drawn, all slowness in force included. */
  work(task: Task, { times, label }: Instruction): void {
    task.pieceMs = (times as Draws).next() * task.slowness
    const hasSlot = !this.#nonBlocking || this.slots.request(task)
    if (!this.conditions.quiet) {
      task.pieceMs *= this.conditions.factor(this.#agenda.now, rootOf(task).program)
    }
    task.pieceLabel = label
    if (this.#nonBlocking) this.#log.moved(0, hasSlot ? 0 : 1, hasSlot ? 1 : 0)
    if (hasSlot) this.progress.begin(task, Piece.Work)
  }

  on(event: number, task: Task): void {
    task.scheduled = false
    if (task.dead) this.#tasks.giveBack(task)
    else if (this.progress.completes(task, event)) this.#ended(event, task)
  }

  /** What is in force here is another: what lasts is asked for anew. */
  adapt(): void {
    const { now } = this.#agenda
    const { owner } = this.component
    const stands = replicaEffects(this.conditions, now)
    if (owner !== null) return owner.surge(stands.load)
    this.standsStill = stands.stops
    this.progress.adapt(stands)
    this.process?.adapted()
    this.slots.adapt(Math.min(stands.slots, this.resources?.slots ?? Infinity), stands.places)
    this.startNext()
  }

  /** From now on its component is declared otherwise. */
  redeclare(handling: Handling): void {
    this.slots.declare(handling)
    this.adapt()
  }

  /** It is killed for what it has used up, and starts again after a time. */
  kill(restartMs: Ms): void {
    kill(this, restartMs)
  }

  /** A task gives up its slot or place in the queue. @param requests 1, or 0 for a branch */
  vacate(task: Task, requests: number): void {
    // Never -0: it is no small whole number, and what is added to it none from then on.
    const queued = task.queued ? -1 : 0
    const busy = task.holdsSlot ? -1 : 0
    this.living.remove(task)
    if (task.waitsForFill !== null || task.fills !== null) leaveCaches(task)
    if (task.scheduled) this.progress.remove(task)
    if (task.queued) this.slots.leaveQueue(task)
    if (task.holdsSlot) this.slots.release(task)
    this.#log.moved(0 - requests, queued, busy)
  }

  /** A freed slot goes to whoever is next, before others ask; who is done at once frees it. */
  startNext(): void {
    if (this.#isStarting) return
    this.#isStarting = true
    for (let task = this.slots.next(); task !== null; task = this.slots.next()) {
      this.#log.moved(0, -1, 1)
      if (this.#nonBlocking || task.isInterrupted) this.progress.resume(task)
      else if (this.shedding?.sheds(task, this.#agenda.now)) turnOut(task, Reason.Shed)
      else this.#handle(task)
    }
    this.#isStarting = false
  }

  /** Nobody begins while all are stopped. */
  startsNobody(meanwhile: () => void): void {
    this.isCrashing = this.#isStarting = true
    meanwhile()
    this.isCrashing = this.#isStarting = false
  }

  /** Gives a task back, unless an event still knows it; then that event does. */
  release(task: Task): void {
    if (task.scheduled) task.dead = true
    else this.#tasks.giveBack(task)
  }

  /** A request may begin; what it has to pass, and what slows this replica, holds it up first. */
  #handle(task: Task): void {
    if (this.conditions.quiet && this.pipes === null) return advance(task)
    const { now } = this.#agenda
    const { addMs, factor } = this.conditions.slow(now, task.program)
    task.slowness = factor
    task.pieceMs = passMs(this.pipes, now) + addMs
    task.pieceLabel = addMs > 0 ? 'slowed by a fault' : 'input and output'
    if (task.pieceMs === 0) advance(task)
    else this.progress.wait(task)
  }

  /** A piece of work has ended, or a wait. */
  #ended(event: number, task: Task): void {
    this.#log.worked(task)
    if (event === Piece.LastWait) return done(task)
    if (event === Piece.Work && this.#nonBlocking) {
      this.slots.release(task)
      this.#log.moved(0, 0, -1)
      this.startNext()
    }
    advance(task)
  }

  /** A request that was let in is no longer inside. */
  leave(task: Task): void {
    this.vacate(task, 1)
    this.#log.ended(task, true)
    this.doors?.left(task, task.outcome, this.#agenda.now)
  }
}
