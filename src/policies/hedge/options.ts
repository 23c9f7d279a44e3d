/** What can be said about hedging, as plain data. */
import * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  chosenBy,
  consistent,
  listOf,
  message,
  mistakesIn,
  optional,
  options,
  type Schema,
  shown,
  wholeNumber,
} from '../../kernel/schema.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'
import { retryable, type Retryable } from '../retry/failures.ts'
import { plain, type Units } from '../units.ts'

/**
 * When to send the same request once more, although the first is still under way.
 *
 * @example
 * const early: HedgeOptions = { after: 50, most: 2 }
 * const careful: HedgeOptions = { after: 'p95', budget: 0.1 }
 */
export type HedgeOptions<Time = Ms, Part = number> = {
  /**
   * How long the latest attempt may take before the next one is sent: a time (a plain number is
   * ms; 0 sends them all at once), a percentile of the latencies observed (`'p95'`), or
   * `'failure'`: the next one is sent only when it fails.
   */
  readonly after: Time | `p${number}` | 'failure'
  /** How many attempts more than the first there may be, 1 to 10. 1 by default. */
  readonly most?: number
  /**
   * How many more attempts there may be in the long run, as a share of the calls. Up to ten are
   * saved up. No bound by default.
   */
  readonly budget?: Part
  /**
   * The failures after which the next attempt is sent at once, as gRPC's non-fatal ones. After any
   * other the call waits for those attempts that are under way. None by default.
   */
  readonly on?: readonly Retryable[]
  /** With a percentile: never sooner than this; a plain number is ms. 1 ms by default. */
  readonly minimum?: Time
  /** With a percentile: of how many calls, the latest. 1,000 by default. */
  readonly window?: number
  /** With a percentile: no attempt more until so many calls were observed. 20 by default. */
  readonly minimumCalls?: number
}

/** What holds where the options say nothing. */
const HEDGE_DEFAULTS = Object.freeze({
  most: 1,
  budget: Infinity,
  minimum: 1,
  window: 1_000,
  minimumCalls: 20,
})

/** The options, already checked, with the default of every one that is left out. */
export const hedgeSettings = (options: HedgeOptions) => ({ ...HEDGE_DEFAULTS, ...options })

/** The percentile as a share from 0 to 1; undefined for anything else. */
export function percentileShare(written: unknown): number | undefined {
  const text = typeof written === 'string' ? written : ''
  const [, digits] = /^p(\d{1,2}(?:\.\d+)?)$/.exec(text) ?? []
  const percent = Number(digits)
  return percent > 0 ? percent / 100 : undefined
}

const percentile = v.custom<`p${number}`>(
  written => percentileShare(written) !== undefined,
  issue => message(`${shown(issue.input)} is no percentile`, "write after: 'p95'"),
)

/** What the options must look like, in these units. */
export function hedgeSchemaIn({ time, share }: Units): Schema<HedgeOptions> {
  const ms = (example: string) => time(x => x >= 0, 'a number of milliseconds from 0', example)
  const after = chosenBy<HedgeOptions['after']>(written => {
    if (written === 'failure') return v.literal('failure')
    return typeof written === 'string' && written.startsWith('p') ? percentile : ms('after: 50')
  })
  const entries = {
    after,
    most: optional(wholeNumber(1, 10, 'most: 1')),
    budget: optional(share(x => x > 0 && x <= 1, 'a number above 0 and up to 1', 'budget: 0.1')),
    on: optional(listOf(retryable, "on: ['error', 503]")),
    minimum: optional(ms('minimum: 1')),
    window: optional(wholeNumber(1, 100_000, 'window: 1_000')),
    minimumCalls: optional(wholeNumber(1, 100_000, 'minimumCalls: 20')),
  }
  return consistent<HedgeOptions>(options(entries), contradictions)
}

/** What they must look like in plain numbers. */
export const hedgeSchema = later(() => hedgeSchemaIn(plain))

/**
 * The mistakes in the options of hedging, all at once.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkHedge = (options: unknown, where: string): Problem[] =>
  mistakesIn(hedgeSchema, options, where)

/** What is well said by itself, but not together. */
function contradictions(options: HedgeOptions): Problem[] {
  const problems: Problem[] = []
  const { after, window, minimumCalls } = hedgeSettings(options)
  const observes = percentileShare(after) !== undefined
  if (!observes && (options.minimum ?? options.window ?? options.minimumCalls) !== undefined) {
    const told = typeof after === 'number' ? formatMs(after) : `'${after}'`
    problems.push({
      what: `minimum, window and minimumCalls are for a percentile, but after is ${told}`,
      fix: "write after: 'p95', or leave them out",
    })
  }
  if (observes && minimumCalls > window) {
    problems.push({
      what: `minimumCalls is ${minimumCalls}, but only the latest ${window} calls are remembered`,
      fix: `write minimumCalls: ${window} or less, or a larger window`,
    })
  }
  return problems
}
