/** The words for goals about load: what is multiplied, waits, is lost or done in vain. */
import type { Share } from '../../../kernel/units.ts'
import { Goal } from '../goal.ts'
import type { AmplificationOptions } from '../kinds/amplification.ts'
import type { GoodputOptions } from '../kinds/goodput.ts'
import type { LossOptions } from '../kinds/loses-nothing.ts'
import type { QueueBoundOptions } from '../kinds/queue-bound.ts'
import type { WasteOptions } from '../kinds/waste.ts'
import type { Used } from './used.ts'

/** What is asked of load. */
export const loadGoals = {
  /**
   * While more is offered than can be served, what is served stays at least at a share of what can
   * be, and of the rest no more waits in vain than is turned away.
   *
   * @param atLeast the share, as `'80%'` or 0.8
   * @param options `capacity`: how much can be served, as `'200/s'`, default the most that was in
   * a step; `every`: how long a step is at least; whose requests (`at`, `on`, `class`), default
   * those of all clients; and when (`between`, `during`, `after`)
   * @throws UsageError for a share or options that cannot be
   * @example goal.goodput('80%', { at: 'db', capacity: '200/s' })
   */
  goodput: <
    const C extends string = never,
    const A extends string = never,
    const Q extends string = never,
  >(
    atLeast: Share,
    options?: GoodputOptions<Used<C, A, Q>>,
  ): Goal<Used<C, A, Q>, 'goodput'> => new Goal('goodput', [atLeast, options]),

  /**
   * Attempts are at most so many times those there would have been had nobody tried again: of a
   * call its own retries and hedges, times those of the calls that led to it.
   *
   * @param atMost the factor, from 1 on: 1.5 is half as many attempts again
   * @param options `on` a call, or `at` a component all calls to it; default each call, of which
   * the worst counts; and when (`between`, `during`, `after`)
   * @throws UsageError for a factor or options that cannot be
   * @example goal.amplification(1.5, { on: 'product->db' })
   */
  amplification: <A extends string = never, C extends string = never>(
    atMost: number,
    options?: AmplificationOptions<Used<C, A>>,
  ): Goal<Used<C, A>, 'amplification'> => new Goal('amplification', [atMost, options]),

  /**
   * What waits is bounded: requests for a slot of a component, or messages for a worker.
   *
   * @param at a component or a queue
   * @param options `depth`: how many may wait at once; `wait`: how long one may wait at most, or a
   * `percentile` of the waits; and when (`between`, `during`, `after`)
   * @throws UsageError when no bound is given, or one that cannot be
   * @example goal.queueBound('db', { depth: 100, wait: '200ms' })
   */
  queueBound: <C extends string>(at: C, options: QueueBoundOptions): Goal<Used<C>, 'queueBound'> =>
    new Goal('queueBound', [at, options]),

  /**
   * Each message that a queue took was handled at least once. Dead letters are lost; while messages
   * are still there it is unknown.
   *
   * @param options `queue`: which, default all; and when it was published (`between`, `during`,
   * `after`)
   * @throws UsageError for options that cannot be
   * @example goal.losesNothing({ queue: 'orders' })
   */
  losesNothing: <Q extends string = never>(
    options?: LossOptions<Used<never, never, never, Q>>,
  ): Goal<Used<never, never, never, Q>, 'losesNothing'> => new Goal('losesNothing', [options]),

  /**
   * At most a share of the time worked was for requests that nobody waited for any more.
   *
   * @param atMost the share, as `'5%'` or 0.05
   * @param options `at`: a component, default all together; and when (`between`, `during`, `after`)
   * @throws UsageError for a share or options that cannot be
   * @example goal.waste('5%', { at: 'db' })
   */
  waste: <C extends string = never>(
    atMost: Share,
    options?: WasteOptions<Used<C>>,
  ): Goal<Used<C>, 'waste'> => new Goal('waste', [atMost, options]),
} as const
