/** How many requests missed a goal in a part of a run, and what the goal measured there. */
import type { Goal } from '../judge/goals/goal.ts'
import type { Ms } from '../kernel/units.ts'
import type { Question, Run, Whose } from '../record/run.ts'
import type { Window } from '../record/window.ts'
import { type Misses, ofEach, recoveryFrom, rowOf } from './missed-by-kind.ts'

/** A part of a run, in milliseconds. */
export type Spell = { readonly fromMs: Ms; readonly toMs: Ms }

/** Whose requests a goal is about. */
export function whoseOf(goal: Goal): Whose {
  const { question } = goal.data
  const { between: _, during: __, after: ___, ...whose } = ofEach(goal)?.data.question ?? question
  return whose
}

/** The part of the run that it is about: a recovery is about all that comes after its moment. */
export function windowOf(run: Run, goal: Goal): Window {
  const fromMs = recoveryFrom(goal)
  const { horizonMs } = run.recording.grid
  return fromMs === undefined ? goal.data.question : { between: [fromMs, horizonMs] }
}

/**
 * The requests that a goal is about in a part of a run, and how many of them missed it.
 *
 * @param whose others than those of the goal, to be held to the same limit
 */
export function missesIn(
  run: Run,
  goal: Goal,
  { fromMs, toMs }: Spell,
  whose: Whose = whoseOf(goal),
): Misses {
  const question: Question = { ...whose, between: [fromMs, toMs] }
  return rowOf(goal.kind).missed(run, { goal, question })
}

/** What the goal measures in the part of the run that it is about, as people read it. */
export const measuredBy = (goal: Goal, run: Run): string => rowOf(goal.kind).measured(run, goal)

/** The component or queue where the way down begins, where it is not with the clients. */
export const startOf = (goal: Goal): string | undefined => rowOf(goal.kind).start?.(goal)
