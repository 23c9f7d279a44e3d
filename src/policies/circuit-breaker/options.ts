/** What can be said about a circuit breaker, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import {
  allOptional,
  chosenBy,
  mistakesIn,
  optional,
  options,
  says,
  type Schema,
  wholeNumber,
  wrong,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'
import {
  ConsecutiveFailures,
  consecutiveEntries,
  type ConsecutiveRule,
} from './consecutive-failures.ts'
import { TimeWindow, timeWindowEntries, type TimeWindowRule } from './time-window.ts'
import type { TrippingRule } from './tripping-rule.ts'

/** How an open breaker finds out whether the other side is well again. */
export type Recovery = {
  /** How long it stays open, in milliseconds from the instant it opened. */
  readonly openFor: Ms
  /** How many calls are let through half-open; all must succeed to close it. 1 by default. */
  readonly probes?: number
}

/**
 * A rule for opening, and how to recover.
 *
 * @example
 * const soon: BreakerOptions = { consecutive: 5, openFor: 30_000 }
 * const lately: BreakerOptions = {
 *   window: 10_000, failureRate: 0.5, minimumCalls: 20, openFor: 5_000, probes: 3,
 * }
 */
export type BreakerOptions = (ConsecutiveRule | TimeWindowRule) & Recovery

const NO_RULE: Problem = {
  what: 'nothing says when the breaker opens',
  fix: 'write consecutive: 5, or window: 10_000, failureRate: 0.5, minimumCalls: 20',
}

const TWO_RULES: Problem = {
  what: 'consecutive and window are two rules for opening, and a breaker has one',
  fix: 'keep consecutive, or keep window with failureRate and minimumCalls',
}

/** What the options of a breaker must look like, in these units. */
export function breakerSchemaIn(units: Units): Schema<BreakerOptions> {
  const recovery = {
    openFor: someTime(units, 'openFor: 5_000'),
    probes: optional(wholeNumber(1, 1_000_000, 'probes: 1')),
  }
  const lately = timeWindowEntries(units)
  const byRow = options({ ...consecutiveEntries, ...recovery })
  const byWindow = options({ ...lately, ...recovery })
  const byAny = options({ ...allOptional({ ...consecutiveEntries, ...lately }), ...recovery })
  const noRule: Schema<never> = wrong(byAny, [NO_RULE])
  const twoRules: Schema<never> = wrong(byAny, [TWO_RULES])
  return chosenBy<BreakerOptions>(written => {
    const [row, window] = [says(written, 'consecutive'), says(written, 'window')]
    if (row === window) return row ? twoRules : noRule
    return row ? byRow : byWindow
  })
}

/** What they must look like in plain numbers. */
export const breakerSchema = breakerSchemaIn(plain)

/**
 * The mistakes in the options of a breaker, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkBreaker = (options: unknown, where: string): Problem[] =>
  mistakesIn(breakerSchema, options, where)

/** The rule that the options, already checked, ask for. */
export function trippingRule(rule: ConsecutiveRule | TimeWindowRule): TrippingRule {
  return rule.consecutive === undefined ? new TimeWindow(rule) : new ConsecutiveFailures(rule)
}
