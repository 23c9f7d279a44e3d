/**
 * An `expect` for runs that needs no test runner: for goals that the command line and its workers
 * judge, and for scripts. Runners understand what it throws.
 *
 * @module gameday/expect
 */
import type { Run, RunNames } from '../src/record/run.ts'
import { type MatcherResult, toNotExceedP99, toStayAvailable, toTripCircuit } from './index.ts'
import type { RunMatchers } from './options.ts'

/** What can be said of a run. */
export interface RunExpectation<N extends RunNames = RunNames> extends RunMatchers<void, N> {
  /** The opposite of what follows. */
  readonly not: RunMatchers<void, N>
}

/** What a goal throws that does not hold. */
class AssertionError extends Error {
  override readonly name = 'AssertionError'
}

/**
 * Expects something of a run, with or without a test runner around it.
 *
 * @param run a finished run
 * @returns the matchers; each throws when its goal does not hold, or there was nothing to judge
 * @throws UsageError for a name, a moment or a goal that cannot be, and for what is no run
 * @example
 * import { expect } from 'gameday/expect'
 *
 * expect(run).toStayAvailable('60%')
 */
export function expect<N extends RunNames>(run: Run<N>): RunExpectation<N> {
  return { ...expectations(run, false), not: expectations(run, true) }
}

function expectations<N extends RunNames>(run: Run<N>, isNot: boolean): RunMatchers<void, N> {
  const context = { isNot }
  return {
    toStayAvailable: (...goal) => assert(toStayAvailable.call(context, run, ...goal), isNot),
    toNotExceedP99: (...goal) => assert(toNotExceedP99.call(context, run, ...goal), isNot),
    toTripCircuit: (...goal) => assert(toTripCircuit.call(context, run, ...goal), isNot),
  }
}

function assert({ pass, message }: MatcherResult, isNot: boolean): void {
  if (pass === isNot) throw new AssertionError(message())
}
