/** The words by which goals are written. */
import type { Percentile } from '../../kernel/percentile.ts'
import type { Duration, Share } from '../../kernel/units.ts'
import type { Question, RunNames } from '../../record/question.ts'
import { Goal } from './goal.ts'
import type { CircuitOptions } from './kinds.ts'

/** The names that a goal uses; a system fits that has them all. */
type Used<C extends string, A extends string, Q extends string> = RunNames & {
  readonly component: C
  readonly call: A
  readonly requestClass: Q
  readonly queue: never
  readonly cache: never
}

/** Goals as data, for `experiment`, `explore` and `remedies`; each has a matcher beside it. */
export const goal = {
  /**
   * At least a share of requests is served, ok or degraded.
   *
   * @param atLeast the share, as `'99.9%'` or 0.999
   * @param question whose requests (`at`, `on`, `class`), and when (`between`, `during`, `after`);
   * default those of all clients, over the whole run
   * @throws UsageError for a share or a question that cannot be
   * @example goal.availability('99.9%', { between: ['10s', '50s'] })
   */
  availability: <C extends string = never, A extends string = never, Q extends string = never>(
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
  latency: <C extends string = never, A extends string = never, Q extends string = never>(
    percentile: Percentile,
    limit: Duration,
    question?: Question<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'latency'> => new Goal('latency', [percentile, limit, question]),

  /**
   * The circuit breaker of a call opens.
   *
   * @param call the call it guards, as `'product->db'`
   * @param options `within`: how soon, from the beginning of the window if there is one, else of
   * the first fault, else of the run; and the window (`between`, `during`, `after`)
   * @throws UsageError for a time or a window that cannot be
   * @example goal.trips('product->db', { within: '6s' })
   */
  trips: <A extends string>(
    call: A,
    options?: CircuitOptions,
  ): Goal<Used<never, A, never>, 'trips'> => new Goal('trips', [call, options]),
} as const
