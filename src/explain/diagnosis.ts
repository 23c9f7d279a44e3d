/** What was found out about a goal that broke: where, by what, and how sure that is. */
import type { Fault } from '../faults/fault.ts'
import type { Ms } from '../kernel/units.ts'
import type { Loop } from './loop.ts'
import type { StepCounts } from './step-counts.ts'

/** The kinds of ways by which a cause reaches the clients. */
export type Mechanism =
  | 'slow work'
  | 'slow network'
  | 'errors'
  | 'down'
  | 'lost answers'
  | 'no time-out'
  | 'overload'
  | 'retries'
  | 'retry loop'
  | 'hedges'
  | 'cache misses'
  | "caller's limit"
  | 'open breaker'
  | 'ejection'
  | 'resource'
  | 'dead letters'
  | 'load'

/** One step on the way from the cause to the clients, with its numbers, as a sentence. */
export type CauseStep = {
  /** The call or the component it is about. */
  readonly at: string
  /** When it began, in milliseconds; undefined where no moment can be told. */
  readonly fromMs: Ms | undefined
  /** What happened there. */
  readonly sentence: string
  /** Whether the rest is understood without it: where lines are few, it is left out. */
  readonly isDetail: boolean
  /** What was asked of that place while the goal was missed; undefined for clients and zones. */
  readonly counts: StepCounts | undefined
}

/**
 * How the faults were found out: the goal holds without any of them (`needed`), each breaks it by
 * itself (`enough`), they were on the way and no more is known (`suspected`), no fault touched
 * anything (`none`), or it breaks without any fault as well (`innocent`).
 */
export type Guilt = 'needed' | 'enough' | 'suspected' | 'none' | 'innocent'

/** What the goal comes to with the same seed and one change. */
export type Instead = {
  /** What was changed: `without that fault`; `but without retries`, where the faults stay. */
  readonly change: string
  /** What the goal measures then. */
  readonly measured: string
  /** Whether the goal holds then. */
  readonly holds: boolean
}

/** Why a goal broke. */
export type Diagnosis = {
  /** The part of the run in which the goal was missed. */
  readonly spell: {
    /** From when on, in milliseconds. */
    readonly fromMs: Ms
    /** Until when, in milliseconds. */
    readonly toMs: Ms
  }
  /** The calls from the clients down to the place, outermost first. */
  readonly path: readonly string[]
  /** The call or the component where it comes from. */
  readonly place: string
  /** How it reaches the clients. */
  readonly mechanism: Mechanism
  /** The faults without which the goal would have held, or that break it by themselves. */
  readonly faults: readonly Fault[]
  /** What was gone through to tell: by leaving out, by playing alone, or on suspicion. */
  readonly guilt: Guilt
  /** Faults that were felt and are no cause: the goal breaks without each of them as well. */
  readonly innocent: readonly Fault[]
  /** When all that is to blame was over, in milliseconds; undefined where it never was. */
  readonly endedMs: Ms | undefined
  /** Faults that only began since something was measured, as a consequence. */
  readonly consequences: readonly Fault[]
  /** What keeps it alive when what began it is over. */
  readonly loop: Loop | undefined
  /** From the cause to the clients, in order. */
  readonly steps: readonly CauseStep[]
  /** What the goal measures with the same seed and a change. */
  readonly instead: readonly Instead[]
  /** Whether taking the mechanism away made it better; else it is told with a question mark. */
  readonly isConfirmed: boolean
  /** What could not be played within the budget. */
  readonly unchecked: readonly string[]
  /** How many runs were played to find out. */
  readonly runs: number
  /** How many events these took. */
  readonly events: number
}
