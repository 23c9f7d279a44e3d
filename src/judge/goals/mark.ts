/** What marks goals, so that one from another copy of the package is known as one. */
import type { Question, RunNames } from '../../record/question.ts'
import type { Run } from '../../record/run.ts'
import type { Window } from '../../record/window.ts'
import type { Verdict } from '../verdict.ts'

/** Goals have it, and nothing else. */
export const mark: unique symbol = Symbol.for('gameday.goal') as never

/** What is known of a goal without knowing of its kind. */
export type Marked = {
  /** Plain data, of which `goalFrom` makes the goal again. */
  readonly toJSON: () => unknown
  /** The goal as it is written. */
  readonly toString: () => string
}

/** A goal about requests, which another goal asks again and again of parts of a run. */
export type RequestGoal = Marked & {
  /** The word by which it is written. */
  readonly kind: 'availability' | 'latency' | 'correctness'
  /** What it says: among it whose requests it is about. */
  readonly data: {
    /** Whose requests, and in which part of the run: by default of all clients, in all of it. */
    readonly question: Question
  }
  /** Whether it is about a part of a run only. */
  readonly hasWindow: boolean
  /** The same goal, of a part of the run. */
  readonly in: (window: Window) => { readonly judge: (run: Run) => Verdict }
}

/** The same, with the names that it may use. */
export type NamedRequestGoal<N extends RunNames> = RequestGoal & {
  /** Only for the compiler. */
  readonly names?: N | undefined
}

/** The names that it uses. */
export type NamesOfGoal<G> = G extends { readonly names?: infer N extends RunNames } ? N : never

/** Whether something is a goal, be it of another copy of the package. */
export const isMarked = (value: unknown): value is Marked =>
  typeof value === 'object' && value !== null && mark in value
