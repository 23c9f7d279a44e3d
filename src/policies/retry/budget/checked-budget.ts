/** A retry budget that looks at what it is told, whatever its kind. */
import type { Ms } from '../../../kernel/units.ts'
import type { CallOutcome } from '../../circuit-breaker/state.ts'
import { insistOnLength, insistOnPresent, insistOnWord } from '../../handed-in.ts'
import type { FailureKind } from '../failures.ts'
import { insistOnFailure } from '../retryable.ts'
import type { RetryBudget } from './retry-budget.ts'

const OUTCOMES = ['ok', 'failed', 'ignored', 'cancelled']
const SETTLE = 'retry budget, settle(now, paid, outcome)'

/** Refuses what would spoil the budget behind it, and hands on the rest. */
export class CheckedBudget implements RetryBudget {
  readonly #budget: RetryBudget

  /** @param budget what keeps the books */
  constructor(budget: RetryBudget) {
    this.#budget = budget
  }

  begin(now: Ms): void {
    insistOnPresent(now, 'retry budget, begin(now)')
    this.#budget.begin(now)
  }

  withdraw(now: Ms, failure: FailureKind, code?: number): number {
    insistOnPresent(now, 'retry budget, withdraw(now, failure, code)')
    insistOnFailure(failure, 'retry budget, withdraw(now, failure, code)')
    return this.#budget.withdraw(now, failure, code)
  }

  settle(now: Ms, paid: number, outcome: CallOutcome): void {
    insistOnPresent(now, SETTLE)
    insistOnLength(paid, SETTLE)
    insistOnWord(outcome, OUTCOMES, { what: 'outcome of a call', where: SETTLE })
    this.#budget.settle(now, paid, outcome)
  }

  end(now: Ms): void {
    insistOnPresent(now, 'retry budget, end(now)')
    this.#budget.end(now)
  }
}
