/** What can be said about an open breaker: how long it waits, and how it finds its way back. */
import {
  chosenBy,
  isRecord,
  listOf,
  numberThat,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'

/** A wait that grows with each opening in a row, until the breaker closes. */
export type GrowingWait<Time = Ms> = {
  /** How long it stays open the first time. */
  readonly base: Time
  /** By what each next wait is longer. Default 2. */
  readonly factor?: number | undefined
  /** No wait is longer. Default: none is too long. */
  readonly cap?: Time | undefined
}

/** What the probes of a half-open breaker decide. */
export type Decision<Part = number> =
  | 'all'
  | 'first'
  | {
      /** The share of probes that may fail: one more opens, and it closes when all are back. */
      readonly tolerate: Part
    }
  | {
      /** It closes after so many successes, and opens when there can be no more as many. */
      readonly successes: number
    }
  | {
      /** After so many results the rates of the rule decide, one way or the other. */
      readonly after: number
    }

/** How an open breaker finds out whether the other side is well again. */
export type Recovery<Time = Ms, Part = number> = {
  /**
   * How long it stays open, from the instant it opened: always as long, as in a list (the last
   * goes for every further opening in a row), or growing.
   */
  readonly openFor: Time | readonly Time[] | GrowingWait<Time>
  /** How many calls are let through half-open. 1 by default. */
  readonly probes?: number | undefined
  /**
   * What the probes decide. `all` (default): it closes when all have succeeded and opens at the
   * first failure; `first`: the first result decides; or a share of failures that it tolerates; or
   * so many successes of all probes; or the rates of the rule after so many results. Where slow
   * calls count, a slow probe has failed.
   */
  readonly decision?: Decision<Part> | undefined
  /** Half-open, the calls beyond the probes are `rejected` (default) or `wait` for the decision. */
  readonly excess?: 'rejected' | 'wait' | undefined
  /** It becomes half-open at the next call (`onCall`, default) or by itself (`onTimer`). */
  readonly halfOpens?: 'onCall' | 'onTimer' | undefined
  /** A call at exactly the end of the wait is a probe (`reached`, default) or not (`passed`). */
  readonly probesFrom?: 'reached' | 'passed' | undefined
  /** How long it may stay half-open. Default: as long as its probes take. */
  readonly halfOpenFor?: Time | undefined
  /** What it becomes when it has been half-open for too long. Default `open`. */
  readonly afterHalfOpen?: 'open' | 'closed' | undefined
}

const MOST = 1_000_000

/** What the options of a recovery must look like. */
export const recoveryEntries = (units: Units) => ({
  openFor: waitSchema(units),
  probes: optional(wholeNumber(1, MOST, 'probes: 1')),
  decision: optional(decisionSchema(units)),
  excess: optional(oneOf(['rejected', 'wait'])),
  halfOpens: optional(oneOf(['onCall', 'onTimer'])),
  probesFrom: optional(oneOf(['reached', 'passed'])),
  halfOpenFor: optional(someTime(units, 'halfOpenFor: 10_000')),
  afterHalfOpen: optional(oneOf(['open', 'closed'])),
})

function waitSchema(units: Units): Schema<Recovery['openFor']> {
  const constant = someTime(units, 'openFor: 5_000')
  const list = listOf(someTime(units, '5_000'), 'openFor: [5_000, 30_000]')
  const growing = options({
    base: someTime(units, 'base: 5_000'),
    factor: optional(numberThat(by => by >= 1 && by <= 100, 'a number from 1 to 100', 'factor: 2')),
    cap: optional(someTime(units, 'cap: 60_000')),
  })
  return chosenBy<Recovery['openFor']>(written => {
    if (Array.isArray(written)) return list
    return isRecord(written) ? growing : constant
  })
}

function decisionSchema({ share }: Units): Schema<Decision> {
  const word = oneOf(['all', 'first'])
  const tolerate = share(
    value => value >= 0 && value < 1,
    'a number from 0 and below 1',
    'tolerate: 0.2',
  )
  const after = wholeNumber(1, MOST, 'after: 10')
  const successes = wholeNumber(1, MOST, 'successes: 3')
  return chosenBy<Decision>(written => {
    if (!isRecord(written)) return word
    if ('successes' in written) return options({ successes })
    return 'after' in written ? options({ after }) : options({ tolerate })
  })
}
