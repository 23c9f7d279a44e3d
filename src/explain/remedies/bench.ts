/** Plays the runs of a search for remedies, and counts what they cost. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Change, Looks, Origin } from '../../record/origin.ts'
import type { Run } from '../../record/run.ts'
import { CountedReplays } from '../counted-replays.ts'

/** How much may be played. */
export type Budget = {
  readonly runs: number
  /**
   * Counted in events, so that it is the same everywhere.
   *
   * @param usual how many the run takes, or that without faults where it takes more
   */
  readonly events: (usual: number) => number
}

/** There is no budget left for another run. */
export class CutShort extends Error {}

/** A run that takes so many times the events of the one that is to be mended has no end. */
const ENDLESS = 4
/** Short runs vary more. */
const SOME_EVENTS = 20_000

/** A run that was given up on the way, as far as it had got. */
export class GivenUp {
  readonly soFar: Run

  /** @param soFar what it had done by then */
  constructor(soFar: Run) {
    this.soFar = soFar
  }
}

/** Plays a run again with changes, as long as there is budget. */
export class Bench {
  readonly run: Run
  readonly origin: Origin<System, Fault>
  readonly #budget: Budget
  readonly #replays: CountedReplays<System, Fault>

  /** @param run what is to be mended, which can be played again */
  constructor(run: Run, origin: Origin<System, Fault>, budget: Budget) {
    this.run = run
    this.origin = origin
    this.#budget = budget
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

  /** Whether there is budget for so many more runs like the one that is to be mended. */
  hasRoomFor(runs: number): boolean {
    return this.runs + runs <= this.#budget.runs && runs * this.#replays.usual <= this.#left
  }

  /**
   * Plays it without faults: first of all, for what may be played depends on it.
   *
   * @returns the run, or why it cannot be played to its end
   */
  calm(): Run | string {
    return orReason(this.#replays.calm())
  }

  /**
   * Plays it with a change.
   *
   * @returns the run, or why it cannot be played to its end
   * @throws CutShort when there is no budget left
   */
  play(change: Omit<Change<System, Fault>, 'looks'>): Run | string {
    return this.#play(change)
  }

  /**
   * Plays it with a change, unless it is lost on the way.
   *
   * @returns the run, what there is of it, or why it cannot be played to its end
   * @throws CutShort when there is no budget left
   */
  tryOut(change: Change<System, Fault>, looks: Looks | undefined): Run | GivenUp | string {
    let isLost = false
    const noted = looks && {
      at: looks.at,
      isLost: (soFar: Run) => (isLost ||= looks.isLost(soFar)),
    }
    const run = this.#play({ ...change, looks: noted })
    return isLost && typeof run !== 'string' ? new GivenUp(run) : run
  }

  #play(change: Change<System, Fault>): Run | string {
    const left = this.#left
    const usual = ENDLESS * this.#replays.usual + SOME_EVENTS
    const longer = (change.forMs ?? this.origin.forMs) / this.origin.forMs
    const eventLimit = Math.floor(Math.min(left, usual * longer))
    if (this.runs >= this.#budget.runs || eventLimit < 1) throw new CutShort()
    const run = orReason(this.#replays.play({ ...change, eventLimit }))
    if (typeof run === 'string' && eventLimit === left) throw new CutShort()
    return run
  }

  /** How many events may still be played. */
  get #left(): number {
    return this.#budget.events(this.#replays.usual) - this.events
  }
}

const orReason = (played: Run | UsageError): Run | string =>
  played instanceof UsageError ? played.message.split('\n')[0] : played
