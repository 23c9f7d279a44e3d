/** What marks goals, so that one from another copy of the package is known as one. */
import type { RunNames } from '../../record/question.ts'
import type { Run } from '../../record/run.ts'
import type { Window } from '../../record/window.ts'
import type { Verdict } from '../verdict.ts'

/** Goals have it, and nothing else. */
export const mark: unique symbol = Symbol.for('gameday.goal') as never

/** What is known of a goal without knowing of its kind. */
export type Marked = { readonly toJSON: () => unknown; readonly toString: () => string }

/** A goal about requests, which another goal asks again and again of parts of a run. */
export type RequestGoal = Marked & {
  readonly kind: 'availability' | 'latency' | 'correctness'
  readonly hasWindow: boolean
  readonly in: (window: Window) => { readonly judge: (run: Run) => Verdict }
}

/** The same, with the names that it may use. */
export type NamedRequestGoal<N extends RunNames> = RequestGoal & { readonly names?: N | undefined }

/** The names that it uses. */
export type NamesOfGoal<G> = G extends { readonly names?: infer N extends RunNames } ? N : never

/** Whether something is a goal, be it of another copy of the package. */
export const isMarked = (value: unknown): value is Marked =>
  typeof value === 'object' && value !== null && mark in value
