/** The words for goals about failures: how far they reach, what is left, and how they end. */
import type { Duration, Share } from '../../../kernel/units.ts'
import type { Question } from '../../../record/question.ts'
import { Goal } from '../goal.ts'
import type { NamesOfGoal, RequestGoal } from '../mark.ts'
import type { BlastRadiusOptions } from '../kinds/blast-radius.ts'
import type { RecoveryOptions } from '../kinds/recovers.ts'
import type { SteadyStateOptions } from '../kinds/steady-state.ts'
import type { Used } from './used.ts'

/** What is asked of failures. */
export const failureGoals = {
  /**
   * After the last fault all is soon well again, and stays so to the end of the load.
   *
   * @param within how long it may take from the end of the last fault
   * @param options `of`: the goal that holds again, default 99 % are served; `after` a fault or
   * `from` a moment, instead of the last fault's end; `every`: how long a step is at least
   * @throws UsageError for a time or a goal that cannot be
   * @example goal.recovers('30s', { of: goal.latency('p99', '500ms') })
   */
  recovers: <G extends RequestGoal = Goal<Used, 'availability'>>(
    within: Duration,
    options?: Omit<RecoveryOptions, 'of'> & {
      /** The goal that holds again. Default: 99 % of the requests of clients are served. */
      readonly of?: G | undefined
    },
  ): Goal<NamesOfGoal<G>, 'recovers'> => new Goal('recovers', [within, options]),

  /**
   * After the last fault, availability, p50 and p99 are again what they were before the first one.
   *
   * @param options `tolerance`: by how much of itself a number may be worse, default 10 %;
   * `within`: how long it may take, default no time; whose numbers (`at`, `on`, `class`), default
   * those of all clients
   * @throws UsageError for options that cannot be
   * @example goal.returnsToSteadyState({ tolerance: '20%', within: '30s' })
   */
  returnsToSteadyState: <
    C extends string = never,
    A extends string = never,
    Q extends string = never,
  >(
    options?: SteadyStateOptions<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'returnsToSteadyState'> => new Goal('returnsToSteadyState', [options]),

  /**
   * A failure reaches no further than to some components, or a share of requests.
   *
   * @param options `to`: the only components that may be hit; `components`: how many may; `share`:
   * of requests that may fail; `below`: a component is hit where less is served, default 99 %; and
   * when (`between`, `during`, `after`)
   * @throws UsageError when no limit is given, or one that cannot be
   * @example goal.blastRadius({ to: ['db'], share: '5%' })
   */
  blastRadius: <C extends string = never>(
    options: BlastRadiusOptions<Used<C>>,
  ): Goal<Used<C>, 'blastRadius'> => new Goal('blastRadius', [options]),

  /**
   * While a fault is in force at least a share is served, in full or degraded, and of what is not
   * served in full no more fails than is degraded.
   *
   * @param atLeast the share, as `'95%'` or 0.95
   * @param question whose requests (`at`, `on`, `class`), default those of all clients; and when
   * (`between`, `during`, `after`), default all times that any fault was in force
   * @throws UsageError for a share or a question that cannot be
   * @example goal.degradesGracefully('95%', { class: 'checkout' })
   */
  degradesGracefully: <
    C extends string = never,
    A extends string = never,
    Q extends string = never,
  >(
    atLeast: Share,
    question?: Question<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'degradesGracefully'> =>
    new Goal('degradesGracefully', [atLeast, question]),
} as const
