/** What was found out about a goal that broke: where, by what, and how sure that is. */
import type { Fault } from '../faults/fault.ts'
import type { Ms } from '../kernel/units.ts'

/** The kinds of ways by which a cause reaches the clients. */
export type Mechanism =
  | 'slow work'
  | 'errors'
  | 'down'
  | 'lost answers'
  | 'no time-out'
  | 'overload'
  | 'retries'
  | 'retry loop'
  | 'cache misses'
  | "caller's limit"
  | 'open breaker'
  | 'ejection'
  | 'resource'
  | 'dead letters'
  | 'load'

/** One step on the way from the cause to the clients, with its numbers, as a sentence. */
export type Step = {
  /** The call or the component it is about. */
  readonly at: string
  /** When it began, in milliseconds; undefined where no moment can be told. */
  readonly fromMs: Ms | undefined
  readonly sentence: string
}

/** Why a goal broke. */
export type Diagnosis = {
  /** The part of the run in which the goal was missed. */
  readonly spell: { readonly fromMs: Ms; readonly toMs: Ms }
  /** The calls from the clients down to the place, outermost first. */
  readonly path: readonly string[]
  /** The call or the component where it comes from. */
  readonly place: string
  /** How it reaches the clients. */
  readonly mechanism: Mechanism
  /** The faults without which the goal would have held, or that break it by themselves. */
  readonly faults: readonly Fault[]
  /** From the cause to the clients, in order. */
  readonly steps: readonly Step[]
  /** Whether taking the mechanism away made it better; else it is told with a question mark. */
  readonly isConfirmed: boolean
  /** How many runs were played to find out. */
  readonly runs: number
  /** How many events these took. */
  readonly events: number
}
