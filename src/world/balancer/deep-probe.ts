/** A probe for which a replica has to do something: it fails if that does, or takes too long. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import { type Errand, stopErrand } from '../calls/errand.ts'
import { isFailure } from '../calls/verdicts.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'

/** Lets one replica do its check, again and again. */
export class DeepProbe implements Errand {
  readonly #replica: Replica
  readonly #heard: (passed: boolean) => void
  readonly #ends: Alarm<number>
  /** Counts probes: the time of a former one says nothing. */
  #nth = 0
  /** The one under way. */
  #task: Task | null = null

  constructor(replica: Replica, heard: (passed: boolean) => void) {
    this.#replica = replica
    this.#heard = heard
    this.#ends = new Alarm(replica.component.agenda, nth => this.#isTooLate(nth))
  }

  /** The replica begins with its check. */
  begin(check: Program, withinMs: Ms): void {
    const { agenda, world } = this.#replica.component
    const task = world.tasks.take(check)
    task.errand = this
    this.#task = task
    this.#ends.set(agenda.now + withinMs, ++this.#nth)
    this.#replica.begin(task)
  }

  finished(task: Task): void {
    const passed = !isFailure(task.outcome)
    this.#replica.component.world.tasks.giveBack(task)
    this.#end(passed)
  }

  lost(): void {
    this.#end(false)
  }

  #isTooLate(nth: number): void {
    if (nth !== this.#nth || this.#task === null) return
    stopErrand(this.#task)
    this.#end(false)
  }

  #end(passed: boolean): void {
    this.#task = null
    this.#heard(passed)
  }
}
