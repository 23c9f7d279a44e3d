/** The words for goals about the requests of clients, or of a component, a call or a class. */
import type { Percentile } from '../../../kernel/percentile.ts'
import type { Duration, Share } from '../../../kernel/units.ts'
import type { Question } from '../../../record/question.ts'
import { Goal } from '../goal.ts'
import type { ErrorBudgetOptions } from '../kinds/error-budget.ts'
import type { Used } from './used.ts'

/** What is asked of requests. */
export const requestGoals = {
  /**
   * At least a share of requests is served, ok or degraded.
   *
   * @param atLeast the share, as `'99.9%'` or 0.999
   * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
   * default those of all clients, over the whole run
   * @throws UsageError for a share or a question that cannot be
   * @example goal.availability('99.9%', { between: ['10s', '50s'] })
   */
  availability: <
    const C extends string = never,
    const A extends string = never,
    const Q extends string = never,
  >(
    atLeast: Share,
    question?: Question<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'availability'> => new Goal('availability', [atLeast, question]),

  /**
   * A percentile of latencies is no longer than a limit; waiting, retries and failures count.
   *
   * @param percentile as `'p99'`, `'p99.9'` or 0.99
   * @param limit the limit, as `'500ms'` or a number of milliseconds
   * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
   * default those of all clients, over the whole run
   * @throws UsageError for a percentile, a limit or a question that cannot be
   * @example goal.latency('p99', '500ms', { at: 'db' })
   */
  latency: <
    const C extends string = never,
    const A extends string = never,
    const Q extends string = never,
  >(
    percentile: Percentile,
    limit: Duration,
    question?: Question<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'latency'> => new Goal('latency', [percentile, limit, question]),

  /**
   * Of the requests that were answered with data, at least a share was answered correctly. Old
   * answers of a cache are no incorrect ones.
   *
   * @param atLeast the share, as `'99.9%'` or 0.999; default all
   * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
   * default those of all clients, over the whole run
   * @throws UsageError for a share or a question that cannot be
   * @example goal.correctness('100%', { at: 'db' })
   */
  correctness: <
    const C extends string = never,
    const A extends string = never,
    const Q extends string = never,
  >(
    atLeast: Share = '100%',
    question?: Question<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'correctness'> => new Goal('correctness', [atLeast, question]),

  /**
   * What fails stays within the budget that a target leaves, or spends it no more quickly than
   * alerts allow.
   *
   * @param target the share that is to be good, as `'99.9%'` or 0.999
   * @param options `timeSlices`: count slices of time (`of` a length, good from a `target` on)
   * instead of requests; `burnRates`: alerts that must not go off, each a `rate` in a `long` and a
   * `short` window; whose requests (`at`, `on`, `class`), default those of all clients; and when
   * (`between`, `during`, `after`)
   * @throws UsageError for a target or options that cannot be
   * @example
   * goal.errorBudget('99.9%', { burnRates: [{ rate: 14.4, long: '60s', short: '5s' }] })
   */
  errorBudget: <
    const C extends string = never,
    const A extends string = never,
    const Q extends string = never,
  >(
    target: Share,
    options?: ErrorBudgetOptions<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'errorBudget'> => new Goal('errorBudget', [target, options]),
} as const
