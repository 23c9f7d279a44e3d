/** Envoy's retry budget: a share of the calls under way may be retries. */
import { oneOf, optional, wholeNumber } from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import type { Units } from '../../units.ts'
import type { RetryBudget } from './retry-budget.ts'

/** Retries up to a share of the calls under way at the moment. */
export type ConcurrencyRule<Part = number> = {
  /** Which kind of budget. */
  readonly kind: 'concurrency'
  /** The share of the calls under way that may be retrying; 0 to 1. 0.2 by default. */
  readonly share?: Part
  /** So many may be retrying whatever the load. 3 by default. */
  readonly minConcurrency?: number
}

/** What the options of this rule must look like. */
export const concurrencyEntries = (units: Units) => ({
  kind: oneOf(['concurrency']),
  share: optional(units.share(x => x >= 0 && x <= 1, 'a number from 0 to 1', 'share: 0.2')),
  minConcurrency: optional(wholeNumber(0, 1_000_000, 'minConcurrency: 3')),
})

/**
 * A retry is granted while fewer are under way than max(minConcurrency, share * calls under way),
 * in whole retries. It is under way from the moment it is granted, with the wait before it, until
 * its attempt has ended. A budget of concurrency, not of rate: quick failures may come round often.
 *
 * Source: Envoy's circuit breakers, `retry_budget`: 20 % of active and pending requests, and 3.
 */
export class ConcurrencyBudget implements RetryBudget {
  readonly #share: number
  readonly #minConcurrency: number
  #calls = 0
  #retries = 0

  /** @param rule see ConcurrencyRule; already checked */
  constructor({ share = 0.2, minConcurrency = 3 }: ConcurrencyRule) {
    this.#share = share
    this.#minConcurrency = minConcurrency
  }

  begin(): void {
    this.#calls += 1
  }

  withdraw(): number {
    const most = Math.max(this.#minConcurrency, Math.floor(this.#share * this.#calls))
    if (this.#retries >= most) return 0
    this.#retries += 1
    return 1
  }

  settle(_now: Ms, paid: number): void {
    if (paid > 0) this.#retries -= 1
  }

  end(): void {
    this.#calls -= 1
  }
}
