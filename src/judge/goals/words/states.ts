/** The words for goals about what a run came to: states that it reached. */
import { Goal } from '../goal.ts'
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
} as const
