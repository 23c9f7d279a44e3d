/**
 * A schedule on its way down: the least that is known to break the goal. It only ever moves to a
 * schedule that was played and broke the goal.
 */
import type { Fault } from '../../faults/fault.ts'
import type { Schedule } from '../search/trial.ts'
import type { FaultSpace } from '../space/space.ts'
import { Attempts, type ShrinkSetting, type Trying } from './attempts.ts'

/** How many schedules are played at most, unless somebody says otherwise. */
const MOST_RUNS = 300

/** Where shrinking stands. */
export class Descent {
  readonly space: FaultSpace
  readonly baseSeed: string
  readonly attempts: Attempts
  #best: Schedule

  /** @param schedule one that breaks the goal */
  constructor(schedule: Schedule, { space, baseSeed, limit, answers }: ShrinkSetting) {
    this.#best = schedule
    this.space = space
    this.baseSeed = baseSeed
    this.attempts = new Attempts(answers, limit ?? MOST_RUNS)
  }

  /** The least schedule so far. */
  get best(): Schedule {
    return this.#best
  }

  /** Its faults. */
  get faults(): readonly Fault[] {
    return this.#best.faults
  }

  /** Tries a schedule; whatever breaks the goal is the least from then on. */
  *try(schedule: Schedule): Trying<boolean> {
    const isBroken = (yield* this.attempts.isBroken(schedule)) === true
    if (isBroken) this.#best = schedule
    return isBroken
  }

  /** Tries other faults with the same seed. */
  *tryFaults(faults: readonly Fault[]): Trying<boolean> {
    return yield* this.try({ ...this.#best, faults: Object.freeze([...faults]) })
  }

  /** Tries the same faults but for one. */
  *tryFault(index: number, fault: Fault): Trying<boolean> {
    return yield* this.tryFaults(this.faults.with(index, fault))
  }
}
