/** Steady state first: whether what is to hold without faults does, on the same seed. */
import type { Goal } from '../judge/goals/goal.ts'
import { oneOrMore } from '../kernel/one-or-more.ts'
import type { Origin } from '../record/origin.ts'
import type { Recording } from '../record/recording.ts'
import type { Run } from '../record/run.ts'
import { spanOf } from '../record/window.ts'

/** What is to hold without faults: one goal or several. */
export type SteadyState = Goal | readonly Goal[]

/** Reads goals. @throws UsageError for what is none */
export const steadyStateOf = (written: unknown): readonly Goal[] =>
  oneOrMore(written, { noun: 'goal', isOne: isGoal, fix: "write goal.availability('99.9%')" })

/** As a goal marks itself, be it of another copy of the package. */
const isGoal = (value: unknown): value is Goal =>
  typeof value === 'object' && value !== null && Symbol.for('gameday.goal') in value

/**
 * What was to hold without faults and does not, as a sentence; undefined where all holds. A run
 * without faults is its own steady state.
 *
 * @param run the run with faults, whose recording says when they were in force
 * @param origin plays it without them
 */
export function unsteadyIn(
  run: Run,
  goals: readonly Goal[],
  origin: Pick<Origin, 'play'>,
): string | undefined {
  if (goals.length === 0) return undefined
  const steady = run.faults.length === 0 ? run : origin.play({ faults: [] })
  const failed = goals.flatMap(goal => {
    const is = askedOfSteady(goal, run.recording)?.judge(steady).is ?? 'held'
    return is === 'held' ? [] : [`${String(goal)} is ${is}`]
  })
  if (failed.length === 0) return undefined
  return `${UNSTEADY}: without faults, on the same seed, ${failed.join(', and ')}`
}

/** How every sentence begins that says so. */
export const UNSTEADY = 'the steady state does not hold'

/**
 * A goal as a run without faults can be asked: of the same part of it, also where that is when a
 * fault was in force; undefined where none ever was.
 */
export function askedOfSteady(goal: Goal, faulty: Recording): Goal | undefined {
  const { during, after } = goal.data.question
  if (during === undefined && after === undefined) return goal
  const { fromMs, toMs } = spanOf(faulty, { during, after })
  return fromMs < toMs ? goal.in({ between: [fromMs, toMs] }) : undefined
}
