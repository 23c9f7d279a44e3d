/** Plays a run again with changes, and counts what that takes, in runs and in events. */
import { UsageError } from '../kernel/errors.ts'
import type { Change, Origin } from '../record/origin.ts'
import type { Run } from '../record/run.ts'

/** One after the other. */
export class CountedReplays<System = unknown, Fault = unknown> {
  readonly #origin: Origin<System, Fault>
  #usual: number
  #runs = 0
  #events = 0

  /** @param run what is played again */
  constructor(run: Run, origin: Origin<System, Fault>) {
    this.#origin = origin
    this.#usual = run.recording.events
  }

  /** How many runs were played. */
  get runs(): number {
    return this.#runs
  }

  /** How many events they took. */
  get events(): number {
    return this.#events
  }

  /**
   * How many events such a run takes: as many as that without faults where it takes more, as one
   * that turns everything away at once has few.
   */
  get usual(): number {
    return this.#usual
  }

  /** Plays it without faults: first of all, for what may be played depends on it. */
  calm(): Run | UsageError {
    const run = this.play({ faults: [] })
    if (!(run instanceof UsageError)) this.#usual = Math.max(this.#usual, run.recording.events)
    return run
  }

  /** @returns the run, or why it cannot be played to its end */
  play(change: Change<System, Fault>): Run | UsageError {
    this.#runs++
    try {
      const run = this.#origin.play(change)
      this.#events += run.recording.events
      return run
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      if (isTooLong(error)) this.#events += change.eventLimit ?? 0
      return error
    }
  }
}

/** What makes no sense has not been played at all. */
const isTooLong = ({ problems }: UsageError): boolean => problems[0].what.startsWith('the run took')
