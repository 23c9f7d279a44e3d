/** Writes what becomes of the requests that one replica handles into the recording. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { TimeGrid } from '../../record/grid.ts'
import { isFailed } from '../../record/failures.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import type { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { ReplicaMeter } from '../../record/replica-meter.ts'
import type { Component } from './component.ts'
import type { Task } from './task.ts'

/** The numbers of a component, as one of its replicas adds to them. */
export class HandlingLog {
  readonly #agenda: Agenda
  readonly #meter: ComponentMeter
  readonly #grid: TimeGrid
  /** The replica's own numbers; null where it is the only one, or none. */
  readonly #own: ReplicaMeter | null

  /** @param replica its number; -1 for what no replica has seen */
  constructor({ world, meter }: Component, replica: number) {
    this.#agenda = world.agenda
    this.#meter = meter
    this.#grid = world.recording.grid
    this.#own = meter.replicas[replica] ?? null
  }

  arrived(task: Task, replica: number): void {
    const { now } = this.#agenda
    task.slot = this.#grid.slotAt(now)
    task.arrivedAt = now
    this.#meter.tally.counts.begin(task.slot)
    if (this.#own !== null) this.#own.counts.begin(task.slot)
    if (task.attempt !== null) task.attempt.replica = replica
  }

  /** More or fewer requests are inside, in the queue, in slots. */
  moved(inFlight: number, queued: number, busy: number): void {
    this.#meter.levels.add(this.#agenda, inFlight, queued, busy)
    if (this.#own !== null) this.#own.levels.add(this.#agenda, inFlight, queued, busy)
  }

  worked(task: Task): void {
    task.workedMs += task.pieceMs
    if (task.attempt !== null) {
      task.attempt.work.push({ label: task.pieceLabel, ms: task.pieceMs })
    }
  }

  /**
   * A request has ended.
   *
   * @param wasInside whether it was let in; else it has neither waited nor been worked at
   */
  ended(task: Task, wasInside: boolean): void {
    const { tally } = this.#meter
    if (task.attempt !== null) {
      task.attempt.waitingMs = task.waitedMs
      task.attempt.workingMs = task.workedMs
    }
    tally.counts.end(task.slot, task.outcome)
    if (this.#own !== null) this.#own.counts.end(task.slot, task.outcome)
    if (isFailed(task.outcome)) this.#failed(task.outcome)
    if (task.reason !== Reason.None) tally.because(task.reason, task.slot)
    // Behind the end: in detail a wait is told apart by it.
    if (wasInside) this.#meter.took(task, this.#agenda)
    else tally.latency.record(task.slot, this.#agenda.now - task.arrivedAt)
  }

  #failed(outcome: Outcome): void {
    const { now } = this.#agenda
    this.#meter.tally.counts.failed(this.#grid.slotAt(now), outcome, now)
  }
}
