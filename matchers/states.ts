/** Matchers about what a run came to: states that it reached. */
import type { Condition } from '../src/faults/condition.ts'
import { judgeCoverage } from '../src/judge/coverage.ts'
import type { CoverageOptions } from '../src/judge/goals/kinds/covers.ts'
import type { CircuitOptions } from '../src/judge/goals/kinds/trips.ts'
import { goal } from '../src/judge/goals/words.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import type { Window } from '../src/record/window.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'

/** What can be said of states. */
export interface StateMatchers<R, N extends RunNames = RunNames> {
  /**
   * The circuit breaker of a call opened, soon enough.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toTripCircuit('product->db', { within: '6s' })
   */
  toTripCircuit(call: N['call'], options?: CircuitOptions): R
  /**
   * The run came to a state at some time.
   *
   * @example
   * import { queueOf } from 'gameday'
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toReach(queueOf('db').above(50))
   */
  toReach(condition: Condition<N['target']>, window?: Window): R
  /**
   * Each declared policy had something to do, and each planned fault touched something.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).not.toCover()
   */
  toCover(options?: CoverageOptions<N>): R
}

/**
 * Passes when the circuit breaker of a call opened.
 *
 * @param run a finished run
 * @param call the call it guards, as `'product->db'`
 * @param options `within`: how soon, from the beginning of the window if there is one, else of the
 * first fault, else of the run; and the window (`between`, `during`, `after`)
 * @returns whether it passes, and a message; with no calls it fails, with `.not` as without
 * @throws UsageError for a call that is none or has no breaker, and for what is no run
 * @example
 * const { pass, message } = toTripCircuit(run, 'product->db', { within: '6s' })
 */
export const toTripCircuit: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  call: NoInfer<N>['call'],
  options?: CircuitOptions,
) => MatcherResult = matcher('toTripCircuit', goal.trips)

/**
 * Passes when the run came to a state at some time. It is judged slot by slot: of what waits the
 * most in a slot counts, of all else what came of the requests that began in the window.
 *
 * @param run a finished run
 * @param condition what is to hold at some time, written as that of a fault's `when`
 * @param window when it is to hold (`between`, `during`, `after`), default while load is offered
 * @returns whether it passes, and a message; where nothing could be measured it fails, with `.not`
 * as without
 * @throws UsageError for what is no condition, a name or a window that cannot be, or is no run
 * @example
 * import { breaker } from 'gameday'
 *
 * const { pass, message } = toReach(run, breaker('product->db').is('open'))
 */
export const toReach: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  condition: Condition<NoInfer<N>['target']>,
  window?: Window,
) => MatcherResult = matcher('toReach', goal.reaches)

/**
 * Passes when each declared policy had something to do, and each planned fault touched something.
 *
 * @param runs a finished run, or several of one system: what one of them has exercised counts
 * @param options `except`: kinds of policies and faults, components and calls that are left out
 * @returns whether it passes, and a message that names what was never exercised and what would;
 * where nothing is declared that could be, it fails, with `.not` as without
 * @throws UsageError for a name that cannot be, and for what is no run
 * @example
 * const { pass, message } = toCover([run], { except: ['hedge'] })
 */
export const toCover: <N extends RunNames>(
  this: MatcherContext | void,
  runs: Run<N> | readonly Run<N>[],
  options?: CoverageOptions<NoInfer<N>>,
) => MatcherResult = matcher(
  'toCover',
  (options?: CoverageOptions) => goal.covers(options as never),
  (runs, { data }) => judgeCoverage(runs, data.except),
) as never
