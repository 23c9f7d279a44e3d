/** The contract of retry budgets: what all calls of one caller may spend on retries together. */
import type { Ms } from '../../../kernel/units.ts'
import type { CallOutcome } from '../../circuit-breaker/state.ts'
import type { FailureKind } from '../failures.ts'

/**
 * Decides for many calls together whether one of them may try again. A first attempt is never
 * stopped. Whoever makes calls tells the budget what happens to each, and keeps for each call what
 * its latest retry has cost.
 */
export interface RetryBudget {
  /** A call begins, and with it its first attempt. */
  begin(now: Ms): void
  /**
   * Asks for one more attempt. What is granted is paid for.
   *
   * @param failure how the latest attempt failed; it has been settled before
   * @param code    the error's, if it has one
   * @returns what the attempt costs, above 0, to be handed to `settle`; 0 if there is none
   */
  withdraw(now: Ms, failure: FailureKind, code?: number): number
  /**
   * An attempt has ended, or was never made.
   *
   * @param paid    what it cost; 0 for a first attempt, which is free
   * @param outcome what came of it; budgets heed what went well or failed
   */
  settle(now: Ms, paid: number, outcome: CallOutcome): void
  /** A call is over, whatever came of it. */
  end(now: Ms): void
}
