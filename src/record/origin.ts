/**
 * What a run was played from, and how it is played again with a change. The engine hands it over,
 * so that whoever explains a run needs no engine.
 */
import type { Ms } from '../kernel/units.ts'
import type { Run } from './run.ts'

/** Moments at which a run that is played again is asked whether it is worth going on. */
export type Looks = {
  /** In milliseconds, in their order. */
  readonly at: readonly Ms[]
  /** Whether to give it up; the run has got to that moment, and nothing later. */
  readonly isLost: (soFar: Run) => boolean
}

/** What is to be otherwise when a run is played again; all else stays as it was. */
export type Change<System = unknown, Fault = unknown> = {
  /** Another system, as one with a time-out more. */
  readonly system?: System | undefined
  /** Other faults. Rules stay. */
  readonly faults?: readonly Fault[] | undefined
  /** Other changes of the declaration while it goes on. */
  readonly changes?: readonly unknown[] | undefined
  /** Another seed. */
  readonly seed?: string | undefined
  /** How long load is offered. */
  readonly forMs?: Ms | undefined
  /** Which share of requests is followed. Default: as it was. */
  readonly trace?: number | undefined
  /** After so many events the run is given up. Default: as it was. */
  readonly eventLimit?: number | undefined
  /** When it is given up, which leaves a run that is not whole. Default: never. */
  readonly looks?: Looks | undefined
}

/** The system and the faults of a run, and the way to play it again. */
export type Origin<System = unknown, Fault = unknown> = {
  /** What was played. */
  readonly system: System
  /** What went wrong in it. */
  readonly faults: readonly Fault[]
  /** How long load was offered, in milliseconds. */
  readonly forMs: Ms
  /** What was found out about goals of the run that broke, so that nothing is sought twice. */
  readonly notes: Map<string, unknown>
  /** Whether it can be played here: code that takes part needs a turn of the event loop. */
  readonly canPlay: () => boolean
  /**
   * Plays it again, with windows at the same moments. A fault that tests nothing is no error, and
   * the new run cannot be played again by itself.
   *
   * @throws UsageError when the change makes no sense, or the run takes too many events
   */
  readonly play: (change: Change<System, Fault>) => Run
}
