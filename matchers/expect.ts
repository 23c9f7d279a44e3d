/**
 * An `expect` for runs that needs no test runner: for goals that the command line and its workers
 * judge, and for scripts. Runners understand what it throws.
 *
 * @module gameday/expect
 */
import type { Names } from '../src/declare/index.ts'
import type { Ensemble } from '../src/explore/ensemble/ensemble.ts'
import { beginAtUsersLine } from '../src/kernel/users-line.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { matchers } from './all.ts'
import type { EnsembleMatchers } from './ensemble.ts'
import type { MatcherResult } from './matcher.ts'
import type { RunMatchers } from './options.ts'

/** What can be said of a run. */
export interface RunExpectation<N extends RunNames = RunNames> extends RunMatchers<void, N> {
  /** The opposite of what follows. */
  readonly not: RunMatchers<void, N>
}

/** What can be said of an ensemble. */
export interface EnsembleExpectation<N extends RunNames = RunNames>
  extends EnsembleMatchers<void, N> {
  /** The opposite of what follows. */
  readonly not: EnsembleMatchers<void, N>
}

/** What can be said of several runs of one system together. */
export type RunsExpectation<N extends RunNames = RunNames> = Pick<
  RunMatchers<void, N>,
  'toCover'
> & {
  /** The opposite of what follows. */
  readonly not: Pick<RunMatchers<void, N>, 'toCover'>
}

/** What a goal throws that does not hold. */
class AssertionError extends Error {
  override readonly name = 'AssertionError'

  constructor(message: string) {
    super(message)
    beginAtUsersLine(this)
  }
}

/**
 * Expects something of a run or of an ensemble, with or without a test runner around it.
 *
 * @param run a finished run, an ensemble, or a list of runs
 * @returns the matchers; each throws when its goal does not hold, or there was nothing to judge
 * @throws UsageError for a name, a moment or a goal that cannot be, and for what is no run
 * @example
 * import { expect } from 'gameday/expect'
 *
 * expect(run).toStayAvailable('60%')
 */
export function expect<N extends RunNames>(run: Run<N>): RunExpectation<N>
export function expect<N extends RunNames>(runs: readonly Run<N>[]): RunsExpectation<N>
export function expect<N extends Names>(ensemble: Ensemble<N>): EnsembleExpectation<N>
export function expect(received: unknown): unknown {
  return { ...expectations(received, false), not: expectations(received, true) }
}

type AnyGoal = (this: { isNot: boolean }, run: unknown, ...goal: unknown[]) => MatcherResult

function expectations(run: unknown, isNot: boolean): { readonly [name: string]: unknown } {
  const all = Object.entries(matchers).map(([name, matcher]) => {
    // Each takes a goal of its own, and checks what it is given.
    const judge = matcher as AnyGoal
    return [name, (...goal: unknown[]) => assert(judge.call({ isNot }, run, ...goal), isNot)]
  })
  return Object.fromEntries(all)
}

function assert({ pass, message }: MatcherResult, isNot: boolean): void {
  if (pass === isNot) throw new AssertionError(message())
}
