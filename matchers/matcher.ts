/** How a judgement becomes a matcher: what a runner tells it, and what it tells the runner. */
import type { Verdict } from '../src/judge/verdict.ts'
import type { Run } from '../src/record/run.ts'
import type { Place } from '../src/report/replay.ts'
import { isCopy, runGiven } from './received.ts'

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

/** A verdict, and the text of why the goal failed, or its opposite. */
type Case = {
  readonly verdict: Verdict<unknown>
  readonly text: (telling: { readonly isNot: boolean; readonly place: Place }) => string
}

/**
 * Makes a matcher that any runner of Jest's protocol takes, and that can be called without one.
 * What is unknown fails on either side of `.not`.
 */
export function matcher<Goal extends unknown[]>(
  name: string,
  judge: (run: Run, ...goal: Goal) => Case,
): (this: MatcherContext | void, received: Run, ...goal: Goal) => MatcherResult {
  return function judged(received, ...goal) {
    const isNot = this?.isNot === true
    const run = runGiven(name, received)
    if (isCopy(run)) return { pass: isNot, message: () => `${name} cannot judge a copy of a run` }
    const { verdict, text } = judge(run, ...goal)
    const pass = verdict.is === 'unknown' ? isNot : verdict.is === 'held'
    const place = placeOf(this)
    return { pass, message: () => text({ isNot: pass, place }) }
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
function runnerHere(): Place['runner'] {
  const env = globalThis.process?.env ?? {}
  if (env.VITEST !== undefined) return 'vitest'
  return env.JEST_WORKER_ID === undefined ? undefined : 'jest'
}
