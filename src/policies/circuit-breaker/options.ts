/** What can be said about a circuit breaker, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  allOptional,
  chosenBy,
  consistent,
  mistakesIn,
  optional,
  options,
  says,
  type Schema,
  wrong,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, type Units } from '../units.ts'
import { type Bearing, bearingEntries } from './bearing.ts'
import {
  ConsecutiveFailures,
  consecutiveEntries,
  type ConsecutiveRule,
} from './consecutive-failures.ts'
import { contradictionsIn } from './contradictions.ts'
import {
  type CallWindowRule,
  callWindowEntries,
  type TimeWindowRule,
  timeWindowEntries,
} from './rate-options.ts'
import { RateRule } from './rate-rule.ts'
import { type Recovery, recoveryEntries } from './recovery.ts'
import type { TrippingRule } from './tripping-rule.ts'

/**
 * A rule for opening, how to recover, and how to bear itself: times in milliseconds, shares from
 * 0 to 1.
 *
 * @example
 * const soon: BreakerOptions = { consecutive: 5, openFor: 30_000 }
 * const lately: BreakerOptions = {
 *   window: 10_000, failureRate: 0.5, minimumCalls: 20, openFor: 5_000, probes: 3,
 * }
 * const slow: BreakerOptions = {
 *   lastCalls: 100,
 *   slowCallRate: 0.8,
 *   slowCallDuration: 2_000,
 *   openFor: { base: 1_000, cap: 60_000 },
 * }
 */
export type BreakerOptions<Time = Ms, Part = number> = (
  | ConsecutiveRule
  | TimeWindowRule<Time, Part>
  | CallWindowRule<Time, Part>
) &
  Recovery<Time, Part> &
  Bearing<Time>

const NO_RULE: Problem = {
  what: 'nothing says when the breaker opens',
  fix: 'write consecutive: 5, or window: 10_000, failureRate: 0.5, minimumCalls: 20',
}

const rules = ['consecutive', 'window', 'lastCalls'] as const

const twoRules = (names: readonly string[]): Problem => ({
  what: `${names.join(' and ')} are rules for opening, and a breaker has one`,
  fix: 'keep consecutive, or window, or lastCalls, each with what belongs to it',
})

/** What the options of a breaker must look like, in these units. */
export function breakerSchemaIn(units: Units): Schema<BreakerOptions> {
  const rest = { ...recoveryEntries(units), ...bearingEntries(units) }
  const entries = {
    consecutive: consecutiveEntries,
    window: timeWindowEntries(units),
    lastCalls: callWindowEntries(units),
  }
  const [window, lastCalls] = [entries.window, entries.lastCalls]
  const byFailures = {
    consecutive: options({ ...entries.consecutive, ...rest }),
    window: options({ ...window, ...rest }),
    lastCalls: options({ ...lastCalls, ...rest }),
  } as ByRule
  const bySlowness = {
    ...byFailures,
    window: options({ ...window, failureRate: optional(window.failureRate), ...rest }),
    lastCalls: options({ ...lastCalls, failureRate: optional(window.failureRate), ...rest }),
  } as ByRule
  const anyRule = Object.assign({}, ...rules.map(rule => allOptional(entries[rule])))
  const byAny = options({ ...anyRule, ...rest })
  return chosenBy<BreakerOptions>(written => {
    const said = rules.filter(rule => says(written, rule))
    if (said.length !== 1) return wrong(byAny, [said.length === 0 ? NO_RULE : twoRules(said)])
    const schemas = says(written, 'slowCallRate') ? bySlowness : byFailures
    return consistent(schemas[said[0]], contradictionsIn)
  })
}

type ByRule = { readonly [rule in (typeof rules)[number]]: Schema<BreakerOptions> }

/** What they must look like in plain numbers. */
export const breakerSchema = later(() => breakerSchemaIn(plain))

/**
 * The mistakes in the options of a breaker, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkBreaker = (options: unknown, where: string): Problem[] =>
  mistakesIn(breakerSchema, options, where)

/** The rule that the options, already checked, ask for, in a process that began at `since`. */
export function trippingRule(options: BreakerOptions, since: Ms): TrippingRule {
  return options.consecutive === undefined
    ? new RateRule(options, since)
    : new ConsecutiveFailures(options)
}

/** The rates of the rule over a number of calls; for failures in a row there are none. */
export function ratesOver(options: BreakerOptions, calls: number): RateRule {
  if (options.consecutive !== undefined) return new RateRule({ lastCalls: calls, failureRate: 1 })
  const { failureRate, slowCallRate, slowCallDuration, trips, arithmetic } = options
  const shares = { failureRate, slowCallRate, slowCallDuration } as { failureRate: number }
  return new RateRule({ ...shares, trips, arithmetic, lastCalls: calls })
}
