/** Runs that are played again to explain one, within a budget that is counted in events. */
import { UsageError } from '../kernel/errors.ts'
import type { Change, Origin } from '../record/origin.ts'
import type { Run } from '../record/run.ts'
import { CountedReplays } from './counted-replays.ts'

/**
 * All that is played again may take so many times the events of the run itself, or of that without
 * faults where it takes more: a run that turns everything away at once has few.
 */
export const MOST_TIMES = 20

/** One run alone may not use up the whole of what is left. */
const MOST_OF_REST = 0.5

/** Plays a run again with one change or another, as long as the budget lasts. */
export class Replays {
  readonly #replays: CountedReplays
  readonly #unchecked: string[] = []

  /** @param run the run that is explained */
  constructor(run: Run, origin: Origin) {
    this.#replays = new CountedReplays(run, origin)
  }

  /** How many runs were played. */
  get runs(): number {
    return this.#replays.runs
  }

  /** How many events they took. */
  get events(): number {
    return this.#replays.events
  }

  /** What was left out, since it takes too many events or is no run. */
  get unchecked(): readonly string[] {
    return this.#unchecked
  }

  /**
   * Plays it without faults: first of all, for what may be played depends on it.
   *
   * @returns undefined when it takes more events than the run itself was allowed
   */
  calm(): Run | undefined {
    return this.#unlessLeftOut('without faults', this.#replays.calm())
  }

  /**
   * Plays it with a change.
   *
   * @param what the change in words, for what is said where it cannot be played
   * @returns undefined when it takes more events than are left, or the change makes no sense
   */
  play(what: string, change: () => Change): Run | undefined {
    const left = this.#replays.usual * MOST_TIMES - this.#replays.events
    const eventLimit = Math.floor(left * MOST_OF_REST)
    if (eventLimit < 1) return this.#leaveOut(what)
    return this.#unlessLeftOut(what, this.#replays.play({ ...change(), eventLimit }))
  }

  #unlessLeftOut(what: string, played: Run | UsageError): Run | undefined {
    return played instanceof UsageError ? this.#leaveOut(what) : played
  }

  #leaveOut(what: string): undefined {
    this.#unchecked.push(what)
    return undefined
  }
}
