/** One step of a chain of causes, and how it is told. */
import type { Run } from '../record/run.ts'
import type { Window } from '../record/window.ts'

/** The part of a run whose failures are followed. */
export type Part = { readonly run: Run; readonly window: Window }

/** One step from an effect to its cause. */
export type CauseLink = {
  /** The call or the component that went wrong, or a fault that began by a condition. */
  readonly effect: string
  /** The call, the component or the fault that made it so, or what it ran into: `queue full`. */
  readonly cause: string
  /** How often; what a fault touched is counted over the whole run. */
  readonly count: number
  /** The same as a sentence. */
  readonly sentence: string
}

/** A link of its parts. */
export const link = (
  effect: string,
  cause: string,
  count: number,
  sentence: string,
): CauseLink => ({ effect, cause, count, sentence })
