/** What a kind of goal is: how it is written and read, and how a run is judged by it. */
import type { Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import type { Question } from '../../record/question.ts'
import type { Verdict } from '../verdict.ts'

/** What every goal says once it has been read: whose numbers it is about, and when. */
export type GoalData = { readonly question: Question }

/** A kind of goal. What is written is what its word in `words.ts` takes. */
export type GoalKind<Written extends readonly unknown[], Data extends GoalData, Evidence> = {
  /** The matcher that says the same of a run. */
  readonly matcher: string
  /** Whether it wants something that faults bring about, and that never is without them. */
  readonly isOfFaults?: boolean
  /** Whether it is about how much a test tries: of that nothing is to be explained or mended. */
  readonly isOfTest?: boolean
  /** Whether it counts only the requests it asks for: when these have ended, it is decided. */
  readonly isOfRequests?: boolean
  /** How many things are written before the options. */
  readonly beforeOptions: number
  /** Whether it says by itself which parts of a run it is about, and so takes no window. */
  readonly isTimed?: boolean | undefined
  /**
   * Reads what was written, without a run.
   *
   * @throws UsageError for what can be true of no run
   */
  readonly read: (...written: Written) => Data
  /**
   * Judges a finished run.
   *
   * @throws UsageError for a name or a moment that the run does not know
   */
  readonly judge: (run: Run, data: Data) => Verdict<Evidence>
  /**
   * What a run has decided that goes on, whatever comes: of some kinds one thing that happens is
   * enough. Left out where only what has ended can tell.
   */
  readonly decided?: ((soFar: Run, data: Data, now: Ms) => Decided) | undefined
}

/** What a goal has come to for good; undefined while it can still come to something else. */
export type Decided = 'held' | 'broken' | undefined

/** Describes a kind of goal; what it reads and what it proves are inferred. */
export const goalKind = <Written extends readonly unknown[], Data extends GoalData, Evidence>(
  kind: GoalKind<Written, Data, Evidence>,
): GoalKind<Written, Data, Evidence> => kind
