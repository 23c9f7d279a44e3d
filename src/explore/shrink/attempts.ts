/** Asks whether schedules break the goal: each is played once, and only so many of them. */
import type { Schedule } from '../search/trial.ts'
import type { FaultSpace } from '../space/space.ts'
import { Answers } from './answers.ts'

/** What must be known to shrink a schedule, or to sweep it. */
export type ShrinkSetting = {
  readonly space: FaultSpace
  /** The seed that reads best in a test to paste; it is tried first. */
  readonly baseSeed: string
  /** How many schedules may be played. Default 300 to shrink, 100 to sweep. */
  readonly limit?: number | undefined
  /** What is known already; what is learned is added. Default: nothing. */
  readonly answers?: Answers | undefined
  /** What the goal is with the schedule as it is. Default broken. */
  readonly stands?: 'broken' | 'held' | 'unknown'
}

/** Yields schedules to play, and is told of each whether it broke the goal, if that is known. */
export type Trying<T = void> = Generator<Schedule, T, boolean | undefined>

/** Schedules that are played, and what came of them. */
export class Attempts {
  readonly #answers: Answers
  readonly #limit: number
  #runs = 0
  #ranOut = false

  constructor(answers: Answers = new Answers(), limit: number) {
    this.#answers = answers
    this.#limit = limit
  }

  /** How many schedules were played. */
  get runs(): number {
    return this.#runs
  }

  /** Whether there was more to play than could be. */
  get ranOut(): boolean {
    return this.#ranOut
  }

  /** Whether a schedule breaks the goal; undefined if it is not known and cannot be played. */
  *isBroken(schedule: Schedule): Trying<boolean | undefined> {
    const known = this.#answers.of(schedule)
    if (known !== undefined) return known
    if (this.#runs >= this.#limit) {
      this.#ranOut = true
      return undefined
    }
    this.#runs++
    const isBroken = yield schedule
    if (isBroken !== undefined) this.#answers.learn(schedule, isBroken)
    return isBroken
  }
}

/** Plays whatever is to be tried, until there is an end. */
export function played<T>(trying: Trying<T>, isBroken: (schedule: Schedule) => boolean): T {
  let step = trying.next()
  while (step.done !== true) step = trying.next(isBroken(step.value))
  return step.value
}
