/** A goal that was asked of a run, as a report has it. */
import { explainedGoals } from '../../explain/explained-goal.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Asked } from '../../record/filing.ts'
import type { Run } from '../../record/run.ts'
import { explanationData } from '../data/explanation-data.ts'
import type { GoalEntry, PlaceEntry } from '../report.ts'

/** A goal with what was said of it. */
export type Said = Omit<Asked, 'goal'> & {
  readonly goal: Goal
  readonly place: PlaceEntry | null
}

/**
 * The entry; of what fails, it has what its message found out of the cause.
 *
 * @param run undefined where it was asked of many
 */
export function goalEntry(
  run: Run | undefined,
  { goal, isNot, pass, verdict, place, ...said }: Said,
): GoalEntry {
  const text = `${goal}`
  const told = pass ? said.headline() : said.message()
  const explained = pass || isNot || !run ? undefined : explainedGoals(run).find(isOf(text))
  return {
    text,
    goal: goal.toJSON(),
    isNot,
    verdict: pass ? 'held' : verdict.is === 'unknown' ? 'unknown' : 'broken',
    margin: verdict.margin ?? null,
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
