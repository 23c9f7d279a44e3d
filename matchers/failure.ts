/** Matchers about failures: how far they reach, what is left, and how they end. */
import type { BlastRadiusOptions } from '../src/judge/goals/kinds/blast-radius.ts'
import type { RecoveryOptions } from '../src/judge/goals/kinds/recovers.ts'
import type { SteadyStateOptions } from '../src/judge/goals/kinds/steady-state.ts'
import { goal } from '../src/judge/goals/words.ts'
import type { Duration, Share } from '../src/kernel/units.ts'
import type { Question, Run, RunNames } from '../src/record/run.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'

/** What can be said of failures. */
export interface FailureMatchers<R, N extends RunNames = RunNames> {
  /**
   * After the last fault all was soon well again, and stayed so to the end of the load.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toRecoverWithin('30s')
   */
  toRecoverWithin(within: Duration, options?: RecoveryOptions<N>): R
  /**
   * After the last fault, availability, p50 and p99 were again what they were before the first one.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toReturnToSteadyState({ tolerance: '90%', within: '5s' })
   */
  toReturnToSteadyState(options?: SteadyStateOptions<N>): R
  /**
   * A failure reached no further than to some components, or a share of requests.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toContainBlastRadius({ share: '40%' })
   */
  toContainBlastRadius(options: BlastRadiusOptions<N>): R
  /**
   * While a fault was in force at least a share was served, and degraded rather than failed.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).not.toDegradeGracefully('99.9%')
   */
  toDegradeGracefully(atLeast: Share, question?: Question<N>): R
}

/**
 * Passes when, after the last fault, all was soon well again, and stayed so to the end of the load.
 *
 * @param run a finished run
 * @param within how long it may take from the end of the last fault
 * @param options `of`: the goal that holds again, default 99 % are served; `after` a fault or
 * `from` a moment, instead of the last fault's end; `every`: how long a step is at least
 * @returns whether it passes, and a message; if no fault ended, or the load too soon after it, it
 * fails, with `.not` as without
 * @throws UsageError for a time, a name or a goal that cannot be, and for what is no run
 * @example
 * const { pass, message } = toRecoverWithin(run, '30s')
 */
export const toRecoverWithin: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  within: Duration,
  options?: RecoveryOptions<NoInfer<N>>,
) => MatcherResult = matcher('toRecoverWithin', (within: Duration, options?: RecoveryOptions) =>
  goal.recovers(within, options as never),
)

/**
 * Passes when, after the last fault, availability, p50 and p99 were again what they were before the
 * first one.
 *
 * @param run a finished run
 * @param options `tolerance`: by how much of itself a number may be worse, default 10 %; `within`:
 * how long it may take, default no time; whose numbers (`at`, `on`, `class`), default those of all
 * clients
 * @returns whether it passes, and a message; where there is no before or after it fails, with
 * `.not` as without
 * @throws UsageError for a name or an option that cannot be, and for what is no run
 * @example
 * const { pass, message } = toReturnToSteadyState(run, { tolerance: '20%', within: '5s' })
 */
export const toReturnToSteadyState: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  options?: SteadyStateOptions<NoInfer<N>>,
) => MatcherResult = matcher('toReturnToSteadyState', goal.returnsToSteadyState)

/**
 * Passes when a failure reached no further than to some components, or a share of requests.
 *
 * @param run a finished run
 * @param options `to`: the only components that may be hit; `components`: how many may; `share`:
 * of requests that may fail; `below`: a component is hit where less is served, default 99 %; and
 * when (`between`, `during`, `after`)
 * @returns whether it passes, and a message; with no requests it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a limit that cannot be, and for what is no run
 * @example
 * const { pass, message } = toContainBlastRadius(run, { to: ['db'], share: '5%' })
 */
export const toContainBlastRadius: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  options: BlastRadiusOptions<NoInfer<N>>,
) => MatcherResult = matcher('toContainBlastRadius', goal.blastRadius)

/**
 * Passes when, while a fault was in force, at least a share was served, in full or degraded, and of
 * what was not served in full no more failed than was degraded.
 *
 * @param run a finished run
 * @param atLeast the share, as `'95%'` or 0.95
 * @param question whose requests (`at`, `on`, `class`), default those of all clients; and when
 * (`between`, `during`, `after`), default all times that any fault was in force
 * @returns whether it passes, and a message; without a fault or a request it fails, with `.not` as
 * without
 * @throws UsageError for a name, a moment or a share that cannot be, and for what is no run
 * @example
 * const { pass, message } = toDegradeGracefully(run, '95%')
 */
export const toDegradeGracefully: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  atLeast: Share,
  question?: Question<NoInfer<N>>,
) => MatcherResult = matcher('toDegradeGracefully', goal.degradesGracefully)
