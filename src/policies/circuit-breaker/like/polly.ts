/** The circuit breaker of Polly 8, for .NET: its options, its defaults, its ways. */
import {
  checked,
  chosenBy,
  listOf,
  numberThat,
  optional,
  options,
  wholeNumber,
} from '../../../kernel/schema.ts'
import type { Duration } from '../../../kernel/units.ts'
import { written } from '../../units.ts'
import type { BreakerOptions } from '../options.ts'
import type { Recovery } from '../recovery.ts'
import { asOurs } from './reading.ts'

/** Options by the names that Polly has for them, in small letters; times also as text. */
export type PollyOptions = {
  /** The share of failures that opens it, 0 to 1. Default 0.1. */
  readonly failureRatio?: number
  /** How many calls there must be in the window, from 2. Default 100. */
  readonly minimumThroughput?: number
  /** How long the window is, from 500 ms. Default 30 s. */
  readonly samplingDuration?: Duration
  /** How long it stays open, from 500 ms; a list for what a generator makes of it. Default 5 s. */
  readonly breakDuration?: Duration | readonly Duration[]
}

const where = 'like.polly'
const HALF_A_SECOND = 500
const DAY = 86_400_000

const duration = (name: string) =>
  written.time(
    ms => ms >= HALF_A_SECOND && ms <= DAY,
    'a time from 500ms to a day, as Polly asks',
    `${name}: '5s'`,
  )

const schema = options({
  failureRatio: optional(
    numberThat(
      ratio => ratio > 0 && ratio <= 1,
      'a number above 0 and up to 1',
      'failureRatio: 0.1',
    ),
  ),
  minimumThroughput: optional(wholeNumber(2, 1_000_000, 'minimumThroughput: 100')),
  samplingDuration: optional(duration('samplingDuration')),
  breakDuration: optional(
    chosenBy<Recovery['openFor']>(said => {
      const constant = duration('breakDuration')
      return Array.isArray(said) ? listOf(constant, "breakDuration: ['5s', '30s']") : constant
    }),
  ),
})

/** What holds in Polly where the options say nothing. */
const DEFAULTS = Object.freeze({
  samplingDuration: 30_000,
  failureRatio: 0.1,
  minimumThroughput: 100,
  breakDuration: 5_000,
})

/**
 * A breaker that behaves as Polly 8 does: it looks at the ratio only when a call fails, in ten
 * windows that begin with the calls; one probe decides; and a call that outlives its state, or is
 * cancelled, closes a half-open breaker as if it had been the probe.
 *
 * @returns plain options of a breaker, in milliseconds and shares
 * @throws UsageError naming every mistake in the options
 */
export function polly(options: PollyOptions = {}): BreakerOptions {
  const read = { ...DEFAULTS, ...checked(schema, options, where) }
  const ours = {
    window: read.samplingDuration,
    buckets: 10,
    ring: 'sliding',
    failureRate: read.failureRatio,
    minimumCalls: read.minimumThroughput,
    judgedOn: 'failure',
    openFor: read.breakDuration,
    lateResults: 'applied',
    ignored: 'success',
    cancelled: 'success',
  } as const
  return asOurs(ours, where)
}
