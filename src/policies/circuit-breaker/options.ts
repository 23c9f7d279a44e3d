/** What can be said about a circuit breaker, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  isOptions,
  milliseconds,
  mistakesIn,
  type Needs,
  required,
  wholeNumber,
} from '../checks.ts'
import {
  ConsecutiveFailures,
  consecutiveNeeds,
  type ConsecutiveRule,
} from './consecutive-failures.ts'
import { TimeWindow, timeWindowNeeds, type TimeWindowRule } from './time-window.ts'
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

const recoveryNeeds = {
  openFor: required(milliseconds({ above: 0 }, '5_000')),
  probes: wholeNumber({ least: 1, most: 1_000_000 }, '1'),
} satisfies Needs

/** The needs of each rule, under the option that chooses it. */
const RULES = { consecutive: consecutiveNeeds, window: timeWindowNeeds }

/**
 * The mistakes in the options of a breaker, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export function checkBreaker(options: unknown, where: string): Problem[] {
  const written = isOptions(options) ? options : {}
  const chosen = Object.entries(RULES).filter(([name]) => written[name] !== undefined)
  const rule: Needs = chosen.length === 1 ? chosen[0][1] : optionsOfAnyRule()
  const problems = mistakesIn(options, { ...rule, ...recoveryNeeds }, where)
  if (!isOptions(options) || chosen.length === 1) return problems
  return [chosen.length === 0 ? noRule(where) : severalRules(where), ...problems]
}

/** The rule that the options, already checked, ask for. */
export function trippingRule(options: BreakerOptions): TrippingRule {
  return options.consecutive === undefined
    ? new TimeWindow(options)
    : new ConsecutiveFailures(options)
}

function optionsOfAnyRule(): Needs {
  const all = Object.entries<Needs[string]>(Object.assign({}, ...Object.values(RULES)))
  return Object.fromEntries(all.map(([name, need]) => [name, { ...need, required: false }]))
}

const noRule = (where: string): Problem => ({
  what: 'nothing says when the breaker opens',
  where,
  fix: 'write consecutive: 5, or window: 10_000, failureRate: 0.5, minimumCalls: 20',
})

const severalRules = (where: string): Problem => ({
  what: 'consecutive and window are two rules for opening, and a breaker has one',
  where,
  fix: 'keep consecutive, or keep window with failureRate and minimumCalls',
})
