/** What can be said about an adaptive throttle, as plain data. */
import type * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  chosenBy,
  isRecord,
  mistakesIn,
  numberWithin,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'

const FORMULAS = ['sre', 'goZero', 'envoy'] as const

/** By which formula a share of requests is turned away. */
export type ThrottleFormula = (typeof FORMULAS)[number]

/** Over what time requests are counted. */
type CountedOver<Time> = {
  /**
   * How far back requests count; a plain number is ms. 120 s ('sre'), 10 s ('goZero'), 30 s
   * ('envoy') by default.
   */
  readonly window?: Time
  /** Into how many buckets the window is divided. 120 ('sre'), 40 ('goZero'), 30 ('envoy'). */
  readonly buckets?: number
}

/** max(0, (requests - k * accepts) / (requests + 1)): the formula of Google's SRE book. */
export type SreThrottleOptions<Time = Ms> = CountedOver<Time> & {
  /** Which formula says what share is turned away. */
  readonly formula?: 'sre'
  /** How many times the accepts may be sent before any is turned away; from 1. 2 by default. */
  readonly k?: number
}

/** max(0, (requests - protection - k * accepts) / (requests + 1)), as go-zero has it. */
export type GoZeroThrottleOptions<Time = Ms> = CountedOver<Time> & {
  /** Which formula says what share is turned away. */
  readonly formula: 'goZero'
  /** How many times the accepts may be sent before any is turned away; from 1. 1.5 by default. */
  readonly k?: number
  /** So many requests in the window are never held against the callee. 5 by default. */
  readonly protection?: number
}

/**
 * max(0, (requests - accepts / threshold) / (requests + 1)) ^ (1 / aggression), up to `most`, as
 * Envoy's admission control has it. Only requests that were sent count.
 */
export type EnvoyThrottleOptions<Time = Ms, Part = number> = CountedOver<Time> & {
  /** Which formula says what share is turned away. */
  readonly formula: 'envoy'
  /** The share of successes below which requests are turned away. 0.95 by default. */
  readonly threshold?: Part
  /** The larger, the sooner many are turned away; from 1. 1 by default. */
  readonly aggression?: number
  /** No larger share is turned away. 0.8 by default. */
  readonly most?: Part
}

/**
 * A caller that holds back when the callee turns requests away.
 *
 * @example
 * const byTheBook: ThrottleOptions = { k: 2, window: 120_000 }
 * const quick: ThrottleOptions = { formula: 'goZero' }
 */
export type ThrottleOptions<Time = Ms, Part = number> =
  | SreThrottleOptions<Time>
  | GoZeroThrottleOptions<Time>
  | EnvoyThrottleOptions<Time, Part>

const formula = optional(oneOf(FORMULAS))
const atLeastOne = (example: string) => optional(numberWithin(1, 1_000, example))

const entriesOf = {
  sre: (units: Units) => ({ formula, ...windowOf(units), k: atLeastOne('k: 2') }),
  goZero: (units: Units) => ({
    formula,
    ...windowOf(units),
    k: atLeastOne('k: 1.5'),
    protection: optional(wholeNumber(0, 1_000_000, 'protection: 5')),
  }),
  envoy: (units: Units) => ({
    formula,
    ...windowOf(units),
    threshold: someShare(units, 'threshold: 0.95'),
    aggression: atLeastOne('aggression: 1'),
    most: someShare(units, 'most: 0.8'),
  }),
} satisfies { [F in ThrottleFormula]: (units: Units) => object }

const windowOf = (units: Units) => ({
  window: optional(someTime(units, 'window: 120_000')),
  buckets: optional(wholeNumber(1, 1_000, 'buckets: 40')),
})

const someShare = ({ share }: Units, example: string) =>
  optional(share(x => x > 0 && x <= 1, 'a number above 0 and up to 1', example))

/** What the options must look like, in these units. */
export function throttleSchemaIn(units: Units): Schema<ThrottleOptions> {
  const all = FORMULAS.map(name => entriesOf[name](units))
  const unknown = options(Object.assign({}, ...all) as v.ObjectEntries) as Schema<never>
  return chosenBy<ThrottleOptions>(written => {
    const named = isRecord(written) ? (written['formula'] ?? 'sre') : 'sre'
    const known = FORMULAS.find(name => name === named)
    return known === undefined
      ? unknown
      : (options(entriesOf[known](units) as v.ObjectEntries) as Schema<ThrottleOptions>)
  })
}

/** What they must look like in plain numbers. */
export const throttleSchema = later(() => throttleSchemaIn(plain))

/**
 * The mistakes in the options of a throttle, all at once.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkThrottle = (options: unknown, where: string): Problem[] =>
  mistakesIn(throttleSchema, options, where)
