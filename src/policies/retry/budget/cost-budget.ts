/** The retry quota of the AWS SDKs: retries are bought, and what succeeds is refunded. */
import { numberThat, oneOf, optional } from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import type { CallOutcome } from '../../circuit-breaker/state.ts'
import type { FailureKind } from '../failures.ts'
import type { RetryBudget } from './retry-budget.ts'

/** A purse that retries are paid from, and that only successes fill again. */
export type CostRule = {
  /** Which kind of budget. */
  readonly kind: 'cost'
  /** How much there is at first and at most. 500 by default. */
  readonly capacity?: number
  /** What a retry after an error or a time-out costs. 10 by default. */
  readonly cost?: number
  /** What a retry costs after the other side turned a call away (also code 429). 5 by default. */
  readonly throttlingCost?: number
  /** What a call that succeeds without a retry brings. 1 by default. */
  readonly refund?: number
}

const positive = (example: string) =>
  optional(numberThat(n => n > 0 && n <= 1e9, 'a number above 0', example))

/** What the options of this rule must look like. */
export const costEntries = {
  kind: oneOf(['cost']),
  capacity: positive('capacity: 500'),
  cost: positive('cost: 10'),
  throttlingCost: positive('throttlingCost: 5'),
  refund: positive('refund: 1'),
}

/** The options with every default filled in. */
export const costSettings = (rule: CostRule): Required<CostRule> => ({
  capacity: 500,
  cost: 10,
  throttlingCost: 5,
  refund: 1,
  ...rule,
})

const TOO_MANY_REQUESTS = 429

/**
 * A retry is granted if there is as much left as it costs. If it succeeds its price comes back:
 * that of the last retry only, so that a call with several still has paid for the others.
 *
 * Source: smithy-typescript, standard retry mode: 500, 10 for a transient error, 5 else, refund 1.
 * Its newer mode is { cost: 14, throttlingCost: 5 }.
 */
export class CostBudget implements RetryBudget {
  readonly #settings: Required<CostRule>
  #left: number

  /** @param rule see CostRule; already checked */
  constructor(rule: CostRule) {
    this.#settings = costSettings(rule)
    this.#left = this.#settings.capacity
  }

  begin(): void {}

  withdraw(_now: Ms, failure: FailureKind, code?: number): number {
    const { cost, throttlingCost } = this.#settings
    const throttled = failure === 'rejected' || code === TOO_MANY_REQUESTS
    const price = throttled ? throttlingCost : cost
    if (price > this.#left) return 0
    this.#left -= price
    return price
  }

  settle(_now: Ms, paid: number, outcome: CallOutcome): void {
    if (outcome !== 'ok') return
    const { capacity, refund } = this.#settings
    this.#left = Math.min(capacity, this.#left + (paid || refund))
  }

  end(): void {}
}
