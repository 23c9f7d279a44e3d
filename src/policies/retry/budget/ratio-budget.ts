/** Finagle's retry budget: each call pays in a part of a retry, and what is paid in gets old. */
import { chosenBy, numberThat, oneOf, optional, type Schema } from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import { someTime, type Units } from '../../units.ts'
import { HAIR } from '../../rate-limiter/allowance.ts'
import type { RetryBudget } from './retry-budget.ts'

/** Retries up to a share of the calls made lately, and a few more whatever the load. */
export type RatioRule<Time = Ms, Part = number> = {
  /** Which kind of budget. */
  readonly kind?: 'ratio'
  /** How many retries there may be for each call; 0 to 1,000. 0.2, one for five, by default. */
  readonly ratio?: Part
  /** So many retries a second there may be besides. 10 by default. */
  readonly minPerSecond?: number
  /** How long calls and retries are remembered. 10 s by default; a plain number in milliseconds. */
  readonly ttl?: Time
}

const MOST_RETRIES = 1_000

/** A share of the calls, or how many times as many retries as calls. */
function ratioIn(units: Units): Schema<number> {
  const isRatio = (x: number): boolean => x >= 0 && x <= MOST_RETRIES
  const wanted = ['a number from 0 to 1,000', 'ratio: 0.2'] as const
  const [times, part] = [numberThat(isRatio, ...wanted), units.share(isRatio, ...wanted)]
  return chosenBy(written => (typeof written === 'number' ? times : part))
}

/** What the options of this rule must look like. */
export const ratioEntries = (units: Units) => ({
  kind: optional(oneOf(['ratio'])),
  ratio: optional(ratioIn(units)),
  minPerSecond: optional(
    numberThat(n => n >= 0 && n <= 1e6, 'a number from 0 to 1,000,000', 'minPerSecond: 10'),
  ),
  ttl: optional(someTime(units, 'ttl: 10_000')),
})

/** The options with every default filled in. */
export const ratioSettings = (rule: RatioRule): Required<RatioRule> => ({
  kind: 'ratio',
  ratio: 0.2,
  minPerSecond: 10,
  ttl: 10_000,
  ...rule,
})

const SLOTS = 10

/**
 * Counted in retries: each call pays in `ratio`, each retry takes 1 out, and both are forgotten
 * after `ttl`, which is kept in ten slots. There is a retry while what was paid in, less what was
 * taken out, and a reserve of minPerSecond * ttl, is at least 1. The reserve comes back as the
 * retries that used it are forgotten.
 *
 * Source: Finagle's RetryBudget, and tower's after it, which count the same in other units: 1 for a
 * call and 1/ratio for a retry.
 */
export class RatioBudget implements RetryBudget {
  readonly #ratio: number
  readonly #reserve: number
  readonly #slotMs: Ms
  readonly #balances = new Float64Array(SLOTS)
  readonly #origin: Ms
  #newest = 0

  /** @param rule see RatioRule; already checked */
  constructor(rule: RatioRule, now: Ms) {
    const { ratio, minPerSecond, ttl } = ratioSettings(rule)
    this.#ratio = ratio
    this.#reserve = (minPerSecond * ttl) / 1_000
    this.#slotMs = ttl / SLOTS
    this.#origin = now
  }

  begin(now: Ms): void {
    this.#forget(now)
    this.#balances[this.#newest % SLOTS] += this.#ratio
  }

  withdraw(now: Ms): number {
    this.#forget(now)
    let balance = this.#reserve
    for (const slot of this.#balances) balance += slot
    if (balance < 1 - HAIR) return 0
    this.#balances[this.#newest % SLOTS] -= 1
    return 1
  }

  settle(): void {}

  end(): void {}

  /** Empties the slots between the newest so far and the present one, which becomes the newest. */
  #forget(now: Ms): void {
    const slot = Math.floor((now - this.#origin) / this.#slotMs)
    if (!(slot > this.#newest)) return
    const steps = Math.min(SLOTS, slot - this.#newest)
    for (let i = 0; i < steps; i += 1) this.#balances[(slot - i) % SLOTS] = 0
    this.#newest = slot
  }
}
