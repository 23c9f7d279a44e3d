/** Why a goal broke, for whoever asks: what was found out, in words and as a graph. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { worded } from '../declare/worded.ts'
import { Goal } from '../judge/goals/goal.ts'
import type { Run, RunNames } from '../record/run.ts'
import { runGiven } from '../record/run-given.ts'
import { during } from './case.ts'
import { diagnosedCase } from './diagnose.ts'
import type { Diagnosis } from './diagnosis.ts'
import { type CauseGraph, graphOf } from './graph.ts'
import { sentencesOf } from './sentences.ts'
import { type Spread, spreadOf } from './spread.ts'

/**
 * Why a goal broke. Plain data, except for faults, which are sentences in JSON as well; it prints
 * as its sentences.
 */
export type Explanation = {
  /** Where it comes from, by what, and how sure that is. */
  readonly diagnosis: Diagnosis
  /** How far it spread. */
  readonly spread: Spread
  /** The same in sentences, from the cause to the clients. */
  readonly sentences: readonly string[]
  /** The same as a graph. */
  readonly graph: CauseGraph
  /** The sentences, one below the other. */
  toString(): string
}

/**
 * Why a goal broke in a run: which fault, load or weakness began it, through which time-outs,
 * retries, queues and pools it reached the clients, and what feeds it once that is over. The run is
 * played again without its faults, and without what is called the cause, to see whether it is one.
 *
 * @param run a finished run, which `simulate` was not told to leave unexplained
 * @param goal a goal that broke in it
 * @returns undefined when it did not break, or the run cannot be played again
 * @throws UsageError for what is no run or no goal
 * @example
 * const run = simulate(shop, { for: '1m', faults: [crash('db').at('20s').for('10s')] })
 * console.log(`${explain(run, goal.availability('99.9%'))}`)
 */
export function explain<N extends RunNames>(
  run: Run<N>,
  goal: Goal<Pick<NoInfer<N>, keyof RunNames>>,
): Explanation | undefined {
  runGiven(run, 'explain')
  if (!Goal.isOne(goal)) {
    const fix = "hand it a goal, as goal.availability('99.9%')"
    throw new UsageError({ what: `${shown(goal)} is no goal`, where: 'explain', fix })
  }
  return explanationOf(run, goal)
}

/** The same for a run and a goal that are known to be such. */
export function explanationOf(run: Run, goal: Goal): Explanation | undefined {
  const found = diagnosedCase(run, goal)
  if (found === undefined) return undefined
  const { one, diagnosis } = found
  const sentences = sentencesOf(diagnosis)
  const [spread, graph] = [spreadOf(during(one, one.missed), diagnosis.path), graphOf(diagnosis)]
  return worded({ diagnosis, spread, sentences, graph }, sentences.join('\n'))
}
