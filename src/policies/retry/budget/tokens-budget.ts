/** gRPC's throttling of retries: failures drain a bucket, successes fill it slowly. */
import { numberThat, oneOf, optional } from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import type { CallOutcome } from '../../circuit-breaker/state.ts'
import type { RetryBudget } from './retry-budget.ts'

/** Retries only while successes outweigh failures. */
export type TokensRule = {
  /** Which kind of budget. */
  readonly kind: 'tokens'
  /** How many tokens there are at first and at most; above 2 and up to 1,000. 100 by default. */
  readonly maxTokens?: number
  /** How many tokens a success brings; above 0. 0.1 by default. */
  readonly tokenRatio?: number
}

const LEAST =
  'a number above 2 and up to 1,000: of 2 tokens the first failure leaves 1, which is not over half'

/** What the options of this rule must look like. */
export const tokensEntries = {
  kind: oneOf(['tokens']),
  maxTokens: optional(numberThat(n => n > 2 && n <= 1_000, LEAST, 'maxTokens: 100')),
  tokenRatio: optional(numberThat(n => n > 0 && n <= 1_000, 'a number above 0', 'tokenRatio: 0.1')),
}

/**
 * An attempt that fails takes a token (never below 0), one that succeeds brings `tokenRatio` (up to
 * `maxTokens`); there is a retry while more than half of the tokens are left, counted after the
 * failure that asks for it. A retry itself costs nothing.
 *
 * Source: gRPC proposal A6, "Throttling Retry Attempts and Hedged RPCs".
 */
export class TokensBudget implements RetryBudget {
  readonly #maxTokens: number
  readonly #tokenRatio: number
  #tokens: number

  /** @param rule see TokensRule; already checked */
  constructor({ maxTokens = 100, tokenRatio = 0.1 }: TokensRule) {
    this.#maxTokens = maxTokens
    this.#tokenRatio = tokenRatio
    this.#tokens = maxTokens
  }

  begin(): void {}

  withdraw(): number {
    return this.#tokens > this.#maxTokens / 2 ? 1 : 0
  }

  settle(_now: Ms, _paid: number, outcome: CallOutcome): void {
    if (outcome === 'failed') this.#tokens = Math.max(0, this.#tokens - 1)
    if (outcome === 'ok') this.#tokens = Math.min(this.#maxTokens, this.#tokens + this.#tokenRatio)
  }

  end(): void {}
}
