/** How a judgement becomes a matcher: what a runner tells it, and what it tells the runner. */
import type { Goal } from '../src/judge/goals/goal.ts'
import type { EvidenceOf, GoalKindName } from '../src/judge/goals/kinds.ts'
import type { Verdict } from '../src/judge/verdict.ts'
import { inside } from '../src/kernel/in-place.ts'
import { filing } from '../src/record/filing.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { goalText } from '../src/report/goals/goal-text.ts'
import type { Place } from '../src/report/replay.ts'
import { isEnsemble, overSeeds } from './ensemble.ts'
import { isCopy, runGiven, runsGiven } from './received.ts'

/** What a matcher reads of the runner's `this`; without a runner there is nothing to read. */
export type MatcherContext = {
  readonly isNot?: boolean | undefined
  readonly currentTestName?: string | undefined
  readonly testPath?: string | undefined
}

/** What a matcher answers. */
export type MatcherResult = {
  readonly pass: boolean
  /** Why it failed; after a pass, why its opposite would. */
  readonly message: () => string
}

/**
 * Makes a matcher that any runner of Jest's protocol takes, and that can be called without one.
 * What is unknown fails on either side of `.not`.
 *
 * @param name what it is called
 * @param goal the goal that it judges by, made of what was handed over after the run
 * @param ofSeveral judges several runs together, where that makes sense
 */
export function matcher<Written extends unknown[], K extends GoalKindName>(
  name: string,
  goal: (...written: Written) => Goal<RunNames, K>,
  ofSeveral?: (runs: readonly Run[], goal: Goal<RunNames, K>) => Verdict<EvidenceOf<K>>,
): (this: MatcherContext | void, received: Run, ...written: Written) => MatcherResult {
  return function judged(received, ...written) {
    const isNot = this?.isNot === true
    if (isEnsemble(received)) return overSeeds(received, { written, goal, isNot })
    const runs = ofSeveral === undefined ? [runGiven(name, received)] : runsGiven(name, received)
    if (runs.some(isCopy)) {
      return { pass: isNot, message: () => `${name} cannot judge a copy of a run` }
    }
    const [run] = runs
    const wanted = inside(`expect(…).${name}(…)`, () => goal(...written))
    const verdict = ofSeveral?.(runs, wanted) ?? wanted.judge(run)
    const pass = verdict.is === 'unknown' ? isNot : verdict.is === 'held'
    const place = placeOf(this)
    const telling = { run, isNot: pass, place }
    const message = (): string => goalText(wanted, verdict, telling)
    const headline = (): string => goalText(wanted, verdict, { ...telling, isHeadline: true })
    filing()?.asked(run, { goal: wanted, isNot, pass: pass !== isNot, verdict, headline, message })
    return { pass, message }
  }
}

/** Where the matcher was called. */
function placeOf(context: MatcherContext | void): Place {
  return {
    runner: runnerHere(),
    file: context?.testPath,
    folder: globalThis.process?.cwd?.(),
    test: context?.currentTestName,
  }
}

/** Either runner says so in the environment of its workers. */
export function runnerHere(): Place['runner'] {
  const env = globalThis.process?.env ?? {}
  if (env.VITEST !== undefined) return 'vitest'
  return env.JEST_WORKER_ID === undefined ? undefined : 'jest'
}
