/** A bucket that calls pay into and retries are taken from, whatever the time. */
import { numberThat, oneOf, optional } from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import type { CallOutcome } from '../../circuit-breaker/state.ts'
import { HAIR } from '../../rate-limiter/allowance.ts'
import type { RetryBudget } from './retry-budget.ts'

/** Retries while there is at least one in the bucket. */
export type BucketRule = {
  /** Which kind of budget. */
  readonly kind: 'bucket'
  /** How many retries each payment brings; above 0. 0.1, one for ten payments, by default. */
  readonly deposit?: number
  /** Who pays: each call as it begins, or each attempt that succeeds. 'calls' by default. */
  readonly paidBy?: 'calls' | 'successes'
  /** How many retries the bucket holds at most; at least 1. 10 by default. */
  readonly capacity?: number
  /** How many there are at first. As many as the bucket holds by default. */
  readonly initial?: number
}

const number = (least: number, wanted: string, example: string) =>
  optional(numberThat(n => n >= least && n <= 1e9, wanted, example))

/** What the options of this rule must look like. */
export const bucketEntries = {
  kind: oneOf(['bucket']),
  deposit: optional(numberThat(n => n > 0 && n <= 1e9, 'a number above 0', 'deposit: 0.1')),
  paidBy: optional(oneOf(['calls', 'successes'])),
  capacity: number(1, 'a number of at least 1', 'capacity: 10'),
  initial: number(0, 'a number of at least 0', 'initial: 10'),
}

/** The options with every default filled in. */
export const bucketSettings = (rule: BucketRule): Required<BucketRule> => ({
  deposit: 0.1,
  paidBy: 'calls',
  capacity: 10,
  initial: rule.capacity ?? 10,
  ...rule,
})

/**
 * Each call, or each success, pays in `deposit`, up to `capacity`; each retry takes out 1, and
 * there is none while less is left. It forgets nothing: what calm times paid in is there in a
 * storm.
 */
export class BucketBudget implements RetryBudget {
  readonly #settings: Required<BucketRule>
  #left: number

  /** @param rule see BucketRule; already checked */
  constructor(rule: BucketRule) {
    this.#settings = bucketSettings(rule)
    this.#left = this.#settings.initial
  }

  begin(): void {
    if (this.#settings.paidBy === 'calls') this.#pay()
  }

  withdraw(): number {
    if (this.#left < 1 - HAIR) return 0
    this.#left -= 1
    return 1
  }

  settle(_now: Ms, _paid: number, outcome: CallOutcome): void {
    if (outcome === 'ok' && this.#settings.paidBy === 'successes') this.#pay()
  }

  end(): void {}

  #pay(): void {
    const { deposit, capacity } = this.#settings
    this.#left = Math.min(capacity, this.#left + deposit)
  }
}
