/** The retry budgets of one call: each replica of the caller has its own, as processes do. */
import type { Ms } from '../../kernel/units.ts'
import { type RetryBudget, retryBudget, type RetryBudgetOptions } from '../../policies/index.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { Call } from './call.ts'
import { breakerVerdict, codeOf, failureKind } from './verdicts.ts'

/** Every error counts. */
const COUNTS_ALL: readonly number[] = []

/** One budget for each replica that calls, made when it first does. */
export class RetryBudgets {
  readonly #call: string
  readonly #options: RetryBudgetOptions
  readonly #byReplica: (RetryBudget | undefined)[] = []

  /** @param call the name of the call whose retries they pay for */
  constructor(call: string, options: RetryBudgetOptions) {
    this.#call = call
    this.#options = options
  }

  /** A call begins. */
  begin(call: Call, now: Ms): void {
    const { index } = call.parent.replica
    call.budget = this.#byReplica[index] ??= retryBudget(this.#options, { now, where: this.#call })
    call.paid = 0
    call.budget.begin(now)
  }

  /** An attempt has ended. */
  settle(call: Call, outcome: Outcome, reason: number, now: Ms): void {
    call.budget?.settle(now, call.paid, breakerVerdict(outcome, reason, COUNTS_ALL))
    call.paid = 0
  }

  /** @returns whether the budget pays for one more attempt */
  withdraw(call: Call, outcome: Outcome, reason: number, now: Ms): boolean {
    this.#giveUpPaid(call, now)
    call.paid = call.budget?.withdraw(now, failureKind(outcome, reason), codeOf(reason)) ?? 0
    return call.paid > 0
  }

  /** The call makes no more attempts. */
  end(call: Call, now: Ms): void {
    this.#giveUpPaid(call, now)
    call.budget?.end(now)
    call.budget = null
  }

  /** A restarted process has a new budget. */
  reset(replica: number): void {
    this.#byReplica[replica] = undefined
  }

  /** An attempt was paid for and never made. */
  #giveUpPaid(call: Call, now: Ms): void {
    if (call.paid > 0) call.budget?.settle(now, call.paid, 'cancelled')
    call.paid = 0
  }
}
