/** All that is found out about a goal that broke, once for each run: why, and what would help. */
import type { Goal } from '../judge/goals/goal.ts'
import type { Margin } from '../judge/margin.ts'
import type { Run } from '../record/run.ts'
import { type Explanation, explanationOf } from './explain.ts'
import type { FoundRemedies } from './remedies/found.ts'
import { Seeking } from './remedies/seek.ts'
import { MOST_TIMES } from './replays.ts'

/** A goal that broke, with what its failure message says of the cause and of remedies, as data. */
export type ExplainedGoal = {
  /** The goal that broke. */
  readonly goal: Goal
  /** How far it is from holding; undefined where no number tells. */
  readonly margin: Margin | undefined
  /** Why it broke; undefined where that could not be found out. */
  readonly explanation: Explanation | undefined
  /** What would have held with the same seed, and what would not. */
  readonly remedies: FoundRemedies
}

/** More runs than this are never played for one message; mostly far fewer. */
const MOST_RUNS = 40
/** With how many other seeds what is told to hold must hold. */
const SEEDS = 2
/** How many values are tried in each direction for the range of a number. */
const RANGE_STEPS = 3

/**
 * Finds it out, if that was not done before.
 *
 * @returns undefined where the run cannot be played again, or not here
 */
export function explainedGoal(run: Run, goal: Goal): ExplainedGoal | undefined {
  const { origin } = run
  if (origin === undefined) return undefined
  const { notes } = origin
  const known = notes.get(`${goal}`)
  if (known !== undefined) return known as ExplainedGoal
  if (!origin.canPlay()) return undefined
  const found = foundOut(run, goal)
  notes.set(`${goal}`, found)
  return found
}

/** What was found out about a run is known of the same run, once it was played again. */
export function noteExplained(run: Run, explained: ExplainedGoal): void {
  run.origin?.notes.set(`${explained.goal}`, explained)
}

/** What was found out about a run so far, in the order in which its goals failed. */
export const explainedGoals = (run: Run): readonly ExplainedGoal[] => [
  ...((run.origin?.notes.values() ?? []) as Iterable<ExplainedGoal>),
]

/** All that is played for one message takes no more events than some runs like this one. */
function foundOut(run: Run, goal: Goal): ExplainedGoal {
  const explanation = explanationOf(run, goal)
  const cause = explanation?.diagnosis
  const events = (usual: number): number => MOST_TIMES * usual - (cause?.events ?? 0)
  const seeking = new Seeking(run, [goal], {
    budget: { runs: MOST_RUNS, events },
    wanted: 1,
    seeds: SEEDS,
    rangeSteps: RANGE_STEPS,
    withoutFaults: false,
    cause,
  })
  for (const _ of seeking.steps());
  const verdict = goal.judge(run)
  const margin = verdict.is === 'unknown' ? undefined : verdict.margin
  return { goal, margin, explanation, remedies: seeking.found }
}
