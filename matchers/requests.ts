/** Matchers about the requests of clients, or of a component, a call or a class. */
import type { ErrorBudgetOptions } from '../src/judge/goals/kinds/error-budget.ts'
import { goal } from '../src/judge/goals/words.ts'
import type { Percentile } from '../src/kernel/percentile.ts'
import type { Duration, Share } from '../src/kernel/units.ts'
import type { Question, Run, RunNames } from '../src/record/run.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'

/** What can be said of requests. */
export interface RequestMatchers<R, N extends RunNames = RunNames> {
  /**
   * At least a share of requests was served, ok or degraded.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toStayAvailable('60%', { between: ['10s', '50s'] })
   */
  toStayAvailable(goal: Share, question?: Question<N>): R
  /**
   * 99 % of requests took no longer than a limit, waiting, retries and failures included.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotExceedP99('500ms', { on: 'product->db' })
   */
  toNotExceedP99(limit: Duration, question?: Question<N>): R
  /**
   * A percentile of requests took no longer than a limit, waiting, retries and failures included.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotExceedPercentile('p95', '300ms', { at: 'db' })
   */
  toNotExceedPercentile(percentile: Percentile, limit: Duration, question?: Question<N>): R
  /**
   * Of what was answered with data, at least a share was correct; default all of it.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toServeCorrectData()
   */
  toServeCorrectData(atLeast?: Share, question?: Question<N>): R
  /**
   * What failed stayed within the budget that a target leaves, or spent it no more quickly than
   * alerts allow.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toStayWithinErrorBudget('50%', { timeSlices: { target: '90%' } })
   */
  toStayWithinErrorBudget(target: Share, options?: ErrorBudgetOptions<N>): R
}

/**
 * Passes when at least a share of requests was served, ok or degraded.
 *
 * @param run a finished run
 * @param goal the share, as `'99.9%'` or 0.999
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a goal that cannot be, and for what is no run
 * @example
 * const { pass, message } = toStayAvailable(run, '60%')
 */
export const toStayAvailable: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  goal: Share,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher('toStayAvailable', goal.availability)

/**
 * Passes when 99 % of requests took no longer than a limit, from their arrival to their end.
 *
 * @param run a finished run
 * @param limit the limit, as `'500ms'` or a number of milliseconds
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a limit that cannot be, and for what is no run
 * @example
 * const { pass, message } = toNotExceedP99(run, '500ms', { at: 'db' })
 */
export const toNotExceedP99: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  limit: Duration,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher('toNotExceedP99', (limit: Duration, question?: Question) =>
  goal.latency('p99', limit, question),
)

/**
 * Passes when a percentile of requests took no longer than a limit, from arrival to end.
 *
 * @param run a finished run
 * @param percentile as `'p95'`, `'p99.9'` or 0.95
 * @param limit the limit, as `'500ms'` or a number of milliseconds
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a limit that cannot be, and for what is no run
 * @example
 * const { pass, message } = toNotExceedPercentile(run, 'p95', '300ms', { at: 'db' })
 */
export const toNotExceedPercentile: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  percentile: Percentile,
  limit: Duration,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher('toNotExceedPercentile', goal.latency)

/**
 * Passes when, of the requests that were answered with data, at least a share was answered
 * correctly.
 *
 * @param run a finished run
 * @param atLeast the share, as `'99.9%'` or 0.999; default all
 * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
 * default those of all clients, over the whole run
 * @returns whether it passes, and a message; without answers it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a share that cannot be, and for what is no run
 * @example
 * const { pass, message } = toServeCorrectData(run)
 */
export const toServeCorrectData: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  atLeast?: Share,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher('toServeCorrectData', goal.correctness)

/**
 * Passes when what failed stayed within the budget that a target leaves, or, given `burnRates`,
 * spent it so slowly that no alert went off.
 *
 * @param run a finished run
 * @param target the share that is to be good, as `'99.9%'` or 0.999
 * @param options `timeSlices`: count slices of time (`of` a length, good from a `target` on)
 * instead of requests; `burnRates`: alerts that must not go off, each a `rate` in a `long` and a
 * `short` window; whose requests (`at`, `on`, `class`), default those of all clients; and when
 * (`between`, `during`, `after`)
 * @returns whether it passes, and a message; with no requests, or too short a run for a window, it
 * fails, with `.not` as without
 * @throws UsageError for a name, a moment or a target that cannot be, and for what is no run
 * @example
 * const { pass, message } = toStayWithinErrorBudget(run, '99.9%')
 */
export const toStayWithinErrorBudget: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  target: Share,
  options?: ErrorBudgetOptions<NoInfer<N>>,
) => MatcherResult = matcher('toStayWithinErrorBudget', goal.errorBudget)
