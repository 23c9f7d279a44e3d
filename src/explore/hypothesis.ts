/** What must hold, as it may be written: goals as data, or a function that judges the run. */
import { AssertionError } from 'node:assert'
import type { Names } from '../declare/index.ts'
import { Goal } from '../judge/goals/goal.ts'
import { UsageError } from '../kernel/errors.ts'
import { oneOrMore } from '../kernel/one-or-more.ts'
import type { Run, RunNames } from '../record/run.ts'
import type { Window } from '../record/window.ts'
import { goalText } from '../report/goals/goal-text.ts'

/**
 * What must hold of a run, as a function. It holds when it returns nothing, true, or what a matcher
 * returns; it is broken when it throws an assertion, as `expect` does, or returns false. Whatever
 * else it throws or returns is a mistake in it (a number, null, a promise, `expect(run)` without a
 * matcher), and one that asks the run nothing leaves it unknown whether it held.
 */
export type GoalFunction<N extends Names = Names> = (run: Run<N>) => unknown

/** What must hold of a run once every fault is over, given the window from then on. */
export type CalmGoalFunction<N extends Names = Names> = (run: Run<N>, calm: Window) => unknown

/** Whether something was to be seen in a run: true or false, and nothing else. */
export type Sight<N extends Names = Names> = (run: Run<N>) => boolean

/** One goal or several, all of which must hold. */
export type Goals<N extends Names = Names> = GoalOf<N> | readonly GoalOf<N>[]

/** A goal that uses no other names than a system has. */
export type GoalOf<N extends Names = Names> = Goal<Pick<N, keyof RunNames>>

/** What must hold of every run: goals, or a function that judges the run itself. */
export type Hypothesis<N extends Names = Names> = Goals<N> | GoalFunction<N>

/** What must hold once every fault is over: goals without a window of their own, or a function. */
export type CalmHypothesis<N extends Names = Names> = Goals<N> | CalmGoalFunction<N>

/** The goals of a hypothesis; undefined of a function, which keeps them to itself. */
export function goalsOf(hypothesis: Hypothesis | CalmHypothesis): readonly Goal[] | undefined {
  if (typeof hypothesis === 'function') return undefined
  return Goal.isOne(hypothesis) ? [hypothesis] : hypothesis
}

/** A hypothesis as a function, which throws an AssertionError unless every goal holds. */
export function goalFunctionOf(hypothesis: Hypothesis): GoalFunction {
  if (typeof hypothesis === 'function') return hypothesis
  const goals = goalsOf(hypothesis) as readonly Goal[]
  return run => insistOnGoals(run, goals)
}

/** What must hold in the end as a function of the run and of the window from then on. */
function calmGoalFunctionOf(hypothesis: CalmHypothesis): CalmGoalFunction {
  if (typeof hypothesis === 'function') return hypothesis
  const goals = goalsOf(hypothesis) as readonly Goal[]
  return (run, calm) =>
    insistOnGoals(
      run,
      goals.map(goal => goal.in(calm)),
    )
}

/**
 * Throws an AssertionError unless every goal holds. One that is broken is known to be: what nobody
 * knows of the others changes nothing then.
 *
 * @param isHeadline whether the first line of each failure is all that is wanted, which is quicker
 */
export function insistOnGoals(run: Run, goals: readonly Goal[], isHeadline = false): void {
  const judged = goals.map(goal => ({ goal, verdict: goal.judge(run) }))
  const broken = judged.filter(({ verdict }) => verdict.is === 'broken')
  const failed = broken.length > 0 ? broken : judged.filter(({ verdict }) => verdict.is !== 'held')
  if (failed.length === 0) return
  const texts = failed.map(({ goal, verdict }) =>
    goalText(goal, verdict, { run, isNot: false, place: {}, isHeadline }),
  )
  throw new AssertionError({ message: texts.join('\n\n') })
}

/** Reads what must hold, and makes a function of it. @throws UsageError for what is neither */
export function readHypothesis(written: unknown): GoalFunction {
  if (typeof written === 'function') return written as GoalFunction
  return goalFunctionOf(goalsIn(written, 'holds: run => …'))
}

/** Reads what must hold in the end. @throws UsageError for what is neither, and for a window */
export function readCalmHypothesis(written: unknown): CalmGoalFunction {
  if (typeof written === 'function') return written as CalmGoalFunction
  const goals = goalsIn(written, 'recovers: (run, calm) => …')
  const windowed = goals.find(goal => goal.hasWindow)
  if (windowed === undefined) return calmGoalFunctionOf(goals)
  throw new UsageError({
    what: `${String(windowed)} has a window of its own`,
    fix: 'leave it out: recovers is asked from when every fault is over to the end of the run',
  })
}

/** Reads what is to be seen in some run: a function, or a goal that is to hold there. */
export function readSight(written: unknown): Sight {
  if (typeof written === 'function') return written as Sight
  const [goal] = goalsIn([written].flat(), 'run => …')
  return run => goal.judge(run).is === 'held'
}

/** Reads goals as data, one or several. @throws UsageError for what is none */
export const readGoals = (written: unknown): readonly Goal[] =>
  goalsIn(written, "goal.latency('p99', '500ms')")

const goalsIn = (written: unknown, asFunction: string): readonly Goal[] =>
  oneOrMore(written, {
    noun: 'goal',
    isOne: one => Goal.isOne(one),
    fix: `write goal.availability('99%'), or ${asFunction}`,
  })
