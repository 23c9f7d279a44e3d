/** The words for goals about what a run came to: states that it reached. */
import type { Condition } from '../../../faults/condition.ts'
import type { Window } from '../../../record/window.ts'
import { Goal } from '../goal.ts'
import type { CoverageOptions, CoverKind } from '../kinds/covers.ts'
import type { CircuitOptions } from '../kinds/trips.ts'
import type { Used } from './used.ts'

/** What is asked of states. */
export const stateGoals = {
  /**
   * The circuit breaker of a call opens.
   *
   * @param call the call it guards, as `'product->db'`
   * @param options `within`: how soon, from the beginning of the window if there is one, else of
   * the first fault, else of the run; and the window (`between`, `during`, `after`)
   * @throws UsageError for a time or a window that cannot be
   * @example goal.trips('product->db', { within: '6s' })
   */
  trips: <A extends string>(call: A, options?: CircuitOptions): Goal<Used<never, A>, 'trips'> =>
    new Goal('trips', [call, options]),

  /**
   * A run comes to a state at some time: what search is to find sometimes, or what must never be.
   *
   * @param condition what is to hold at some time, written as that of a fault's `when`
   * @param window when it is to hold (`between`, `during`, `after`), default while load is offered
   * @throws UsageError for what is no condition, and a window that cannot be
   * @example goal.reaches(queueOf('db').above(50))
   */
  reaches: <T extends string>(
    condition: Condition<T>,
    window?: Window,
  ): Goal<Used<never, never, never, never, T>, 'reaches'> =>
    new Goal('reaches', [condition, window]),

  /**
   * Each declared policy has something to do, and each planned fault touches something: what was
   * never exercised is not tested.
   *
   * @param options `except`: kinds of policies, `faults`, components and calls that are left out
   * @throws UsageError for options that cannot be
   * @example goal.covers({ except: ['hedge', 'web->ads'] })
   */
  covers: <const C extends string = never>(
    options?: CoverageOptions<Used<C, C>>,
  ): Goal<Used<never, never, never, never, Exclude<C, CoverKind>>, 'covers'> =>
    new Goal('covers', [options]),
} as const
