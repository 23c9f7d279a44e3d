/** One trial of an exploration, before it is played and after: plain data, for whoever plays it. */
import type { Fault, FaultData } from '../../faults/fault.ts'
import type { Ms } from '../../kernel/units.ts'

/** What is tried: a schedule of faults and the seed of everything else. */
export type Schedule = {
  readonly faults: readonly Fault[]
  readonly seed: string
}

/** A trial to be played. */
export type Trial = Schedule & {
  /** Its number in the search, from 0. */
  readonly index: number
  /** No fault; a single one; made up afresh; or a variation of what reached something new. */
  readonly origin: 'steady' | 'example' | 'fresh' | 'varied'
}

/**
 * How a trial ended: `held`; `broken`; `unknown` (there was nothing to judge); `threw` (a goal, or
 * code that takes part, failed by itself, which is a mistake in it); `endless` (too many events);
 * `flaky` (the same run was judged twice, and differently); `unfinished` (it did not come to its
 * end in time, which says as much of the machine as of the system, so nothing is learned from it).
 */
export type TrialVerdict = (typeof trialVerdicts)[number]

/** Every way in which a trial ends. */
export const trialVerdicts = [
  'held',
  'broken',
  'unknown',
  'threw',
  'endless',
  'flaky',
  'unfinished',
] as const

/** What came of judging one run. */
export type Judged = {
  readonly verdict: TrialVerdict
  /** Which goal it was, if one did not hold. */
  readonly goal?: 'holds' | 'recovers' | 'sometimes'
  /** What that goal said. */
  readonly message?: string
}

/** What came of a trial: integers and texts, so that it travels and adds up without loss. */
export type TrialResult = Judged & {
  readonly trial: number
  /** When it was ended, since all had been calm for a while; it held until then. */
  readonly heldUntilMs?: Ms
  /** The behaviours that the run showed, in order of their names. */
  readonly behaviours: readonly string[]
  /** The "sometimes" goals that it reached, in the order of the declaration. */
  readonly reached: readonly string[]
  /** What its faults touched: `slow db`; what was in force and touched nothing is not here. */
  readonly touched: readonly string[]
  /** Requests of all clients by outcome, in the order of `outcomeNames`, and those unfinished. */
  readonly requests: readonly number[]
  /** Latencies of all clients by octave of a millisecond: pairs of octave and count. */
  readonly latency: readonly (readonly [octave: number, count: number])[]
  /** What was tried: of a trial that did not hold. */
  readonly schedule?: ScheduleData
}

/** A schedule as JSON holds it. */
export type ScheduleData = { readonly seed: string; readonly faults: readonly FaultData[] }
