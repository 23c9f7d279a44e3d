/** Trips after so many failures in a row; one success forgives them all. */
import { wholeNumber } from '../../kernel/schema.ts'
import type { Counts, TrippingRule } from './tripping-rule.ts'

/** Opens after so many failures in a row. */
export type ConsecutiveRule = {
  /** How many failures in a row; a whole number from 1. */
  readonly consecutive: number
  /** Not with `consecutive`: failures in a row have no window. */
  readonly window?: undefined
  /** Not with `consecutive`: failures in a row have no window. */
  readonly lastCalls?: undefined
}

/** What the options of this rule must look like. */
export const consecutiveEntries = { consecutive: wholeNumber(1, 1_000_000, 'consecutive: 5') }

/**
 * Trips at the n-th failure in a row, however long the row took. Time plays no part.
 *
 * Its counts are those of the row: `completed` and `failed` are both its length, and it has no
 * rates.
 */
export class ConsecutiveFailures implements TrippingRule {
  readonly #enough: number
  #row = 0

  /** @param rule how many failures in a row trip it; already checked */
  constructor({ consecutive }: ConsecutiveRule) {
    this.#enough = consecutive
  }

  began(): void {
    // A call that has only begun is neither a failure nor the end of a row of them.
  }

  record(failed: boolean): void {
    this.#row = failed ? this.#row + 1 : 0
  }

  shouldTrip(): boolean {
    return this.#row >= this.#enough
  }

  clear(): void {
    this.#row = 0
  }

  counts(): Counts {
    const [failureRate, slowCallRate] = [undefined, undefined]
    return { completed: this.#row, failed: this.#row, slow: 0, failureRate, slowCallRate }
  }
}
