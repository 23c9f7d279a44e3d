/**
 * How the work of a replica gets on: each piece takes its time, an event of the agenda; or a
 * processor sees to all of them, from the day something slows or stops the replica as a whole.
 */
import type { ContentionData } from '../../declare/resources-data.ts'
import type { Effect } from '../../faults/effect.ts'
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Call } from '../calls/call.ts'
import type { Conditions } from '../faults/conditions.ts'
import { Processor } from './processor.ts'
import {
  isSlow,
  slowsTheLastOf,
  slowsWork,
  type ReplicaEffects,
} from '../faults/replica-effects.ts'
import type { Task } from './task.ts'

/** What can come to an end. */
export const Piece = {
  /** A step of work. */
  Work: 0,
  /** A wait, before the task can go on. */
  Wait: 1,
  /** A wait, before the task can end. */
  LastWait: 2,
} as const

/** Whose work it is. */
export type Worker = {
  readonly agenda: Agenda
  /** What hears of the end of a piece of work that stands in the agenda. */
  readonly actor: Actor<Task>
  /** What is in force there. */
  readonly conditions: Conditions
  /** How many pieces get on at full speed; Infinity if that is all one. */
  readonly cores: number
  /** How they get into each other's way; null if they do not. */
  readonly contention: ContentionData | null
  /** Whether pieces may be interrupted. */
  readonly isPreemptive: boolean
  /** How many pieces are under way. */
  underWay(): number
  /** A piece of work that a processor has seen to has ended. */
  ended(event: number, task: Task): void
}

/** Sees to the work of one replica. */
export class Progress {
  /** Nothing goes on for now. */
  #standsStill = false
  readonly #worker: Worker
  #processor: Processor | null = null
  /** Calls whose retry is put off until the replica goes on. */
  #retries: Call[] = []

  constructor(worker: Worker) {
    this.#worker = worker
    const { cores, contention, isPreemptive } = worker
    if (cores < Infinity || contention !== null || isPreemptive) this.#processor = this.#employ(0)
  }

  /** A piece of work begins that takes `task.pieceMs` if nothing slows it. */
  begin(task: Task, event: number): void {
    if (this.#processor === null) return this.#plan(task, event)
    task.pieceSince = this.#worker.agenda.now
    this.#processor.begin(task, event)
    const { conditions, cores } = this.#worker
    if (!conditions.quiet) conditions.touch(slowsTheLastOf(this.#processor.pieces, cores))
  }

  /** A task waits for `task.pieceMs` by the clock: nothing here makes that longer. */
  wait(task: Task): void {
    this.#plan(task, Piece.Wait)
  }

  /** @returns whether a piece of work is done whose event has come; if not, it goes on */
  completes(task: Task, event: number): boolean {
    const isWait = this.#processor === null || event !== Piece.Work
    return isWait || (this.#processor as Processor).completes(task, event)
  }

  /** A piece of work is called off. */
  remove(task: Task): void {
    const { now } = this.#worker.agenda
    task.workedMs += now - task.pieceSince
    if (this.#processor === null) return
    const isWork = isWorking(task)
    task.stalledMs += now - task.pieceSince - this.#processor.doneOf(task, isWork)
    this.#processor.remove(task, isWork)
  }

  /**
   * A piece of work is interrupted, and what has been done of it stands as a piece.
   *
   * @returns how much of it is left
   */
  interrupt(task: Task): Ms {
    const processor = this.#processor as Processor
    const doneMs = processor.doneOf(task, true)
    const leftMs = task.pieceMs - doneMs
    task.isInterrupted = true
    processor.remove(task, true)
    task.pieceMs = this.#worker.agenda.now - task.pieceSince
    task.stalledMs += task.pieceMs - doneMs
    return leftMs
  }

  /** A piece of work goes on that was interrupted, or has waited for a slot. */
  resume(task: Task): void {
    task.isInterrupted = false
    this.begin(task, Piece.Work)
  }

  /** A task could go on, but nothing does. */
  hold(task: Task, event: number = Piece.Wait): void {
    task.pieceMs = 0
    task.pieceLabel = 'standing still'
    this.begin(task, event)
  }

  /** A task could end, but nothing does. */
  holdEnd(task: Task): void {
    this.hold(task, Piece.LastWait)
  }

  /** @returns whether a retry that is due has to wait, since nothing goes on */
  putsOff(retry: Call): boolean {
    if (!this.#standsStill) return false
    this.#worker.conditions.touch(slowsWork)
    retry.scheduled = true
    this.#retries.push(retry)
    return true
  }

  /** How many pieces of work that are under way are slowed by an effect. */
  slowedBy(effect: Effect): number {
    if (!slowsWork(effect)) return 0
    const underWay = this.#worker.underWay()
    return slowsTheLastOf(underWay, this.#worker.cores)(effect) ? underWay : 0
  }

  /** The replica stands otherwise than before. */
  adapt(standing: ReplicaEffects): void {
    this.#standsStill = standing.stops
    if (isSlow(standing)) this.#processor ??= this.#employ(this.#worker.underWay())
    this.#processor?.adapt(standing)
    if (standing.stops) return
    for (const retry of this.#retries.splice(0)) retry.site.retry(retry)
  }

  /** From now on all work takes so many times as long as it would, by what is inside. */
  bear(burden: number): void {
    this.#processor ??= this.#employ(this.#worker.underWay())
    this.#processor.bear(burden)
  }

  #plan(task: Task, event: number): void {
    const { agenda, actor } = this.#worker
    task.scheduled = true
    task.pieceSince = agenda.now
    task.pieceEvent = event
    agenda.after(task.pieceMs, actor, event, task)
  }

  #employ(begun: number): Processor {
    const { agenda, cores, contention } = this.#worker
    const ended = (event: number, task: Task): void => {
      task.scheduled = false
      const took = agenda.now - task.pieceSince
      task.stalledMs += took - task.pieceMs
      task.pieceMs = took
      this.#worker.ended(event, task)
    }
    return new Processor({ agenda, cores, contention, begun, ended })
  }
}

/** Whether a piece of work of a task is under way. */
export const isWorking = (task: Task): boolean => task.scheduled && task.pieceEvent === Piece.Work
