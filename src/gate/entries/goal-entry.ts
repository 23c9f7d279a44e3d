/** A goal that was asked of a run, as a report has it. */
import { explainedGoals } from '../../explain/explained-goal.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Run } from '../../record/run.ts'
import { explanationData } from '../data/explanation-data.ts'
import type { GoalEntry, PlaceEntry } from '../report.ts'

/** A goal with what was said of it. */
export type Said = {
  readonly goal: Goal
  /** Whether its opposite was wanted. */
  readonly isNot: boolean
  /** Whether what was wanted is so. */
  readonly pass: boolean
  /** What a runner would print. */
  readonly message: () => string
  readonly place: PlaceEntry | null
}

/** The entry; of what is broken, it has what its failure message found out of the cause. */
export function goalEntry(run: Run, { goal, isNot, pass, message, place }: Said): GoalEntry {
  const [text, judged, told] = [`${goal}`, goal.judge(run), message()]
  const explained = pass || isNot ? undefined : explainedGoals(run).find(isOf(text))
  return {
    text,
    goal: goal.toJSON(),
    isNot,
    verdict: pass ? 'held' : judged.is === 'unknown' ? 'unknown' : 'broken',
    margin: (judged.is === 'unknown' ? undefined : judged.margin) ?? null,
    headline: told.split('\n', 1)[0],
    message: pass ? null : told,
    place,
    explanation: explained === undefined ? null : explanationData(explained),
  }
}

const isOf =
  (text: string) =>
  ({ goal }: { readonly goal: Goal }): boolean =>
    `${goal}` === text
