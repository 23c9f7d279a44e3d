/** The circuit breaker of opossum 9 and 10, for Node: its options, its defaults, its ways. */
import * as v from 'valibot'
import {
  checked,
  chosenBy,
  numberThat,
  optional,
  options,
  wholeNumber,
  yesOrNo,
} from '../../../kernel/schema.ts'
import type { Duration } from '../../../kernel/units.ts'
import type { BreakerOptions } from '../options.ts'
import { asOurs, time } from './reading.ts'

/** Options by the names that opossum has for them; times also as text. */
export type OpossumOptions = {
  /** After this a call has failed; `false` for never. Default 10 s. */
  readonly timeout?: Duration | false
  /** The percentage of failures above which it opens. Default 50. */
  readonly errorThresholdPercentage?: number
  /** How long it stays open. Default 30 s. */
  readonly resetTimeout?: Duration
  /** How long the window is. Default 10 s. */
  readonly rollingCountTimeout?: Duration
  /** Into how many buckets it is divided. Default 10. */
  readonly rollingCountBuckets?: number
  /** How many calls there must be in the window. Default 0. */
  readonly volumeThreshold?: number
  /** Whether it stays closed during the first `rollingCountTimeout`. Default false. */
  readonly allowWarmUp?: boolean
  /** Whether it does anything at all. Default true. */
  readonly enabled?: boolean
}

const schema = options({
  timeout: optional(
    chosenBy<number | false>(written =>
      written === false ? v.literal(false) : time("timeout: '3s'"),
    ),
  ),
  errorThresholdPercentage: optional(
    numberThat(
      value => value >= 0 && value <= 100,
      'a percentage from 0 to 100',
      'errorThresholdPercentage: 50',
    ),
  ),
  resetTimeout: optional(time("resetTimeout: '30s'")),
  rollingCountTimeout: optional(time("rollingCountTimeout: '10s'")),
  rollingCountBuckets: optional(wholeNumber(1, 1_000, 'rollingCountBuckets: 10')),
  volumeThreshold: optional(wholeNumber(0, 1_000_000, 'volumeThreshold: 10')),
  allowWarmUp: optional(yesOrNo),
  enabled: optional(yesOrNo),
})

/** What holds in opossum where the options say nothing. */
const DEFAULTS = Object.freeze({
  timeout: 10_000,
  rollingCountTimeout: 10_000,
  rollingCountBuckets: 10,
  errorThresholdPercentage: 50,
  volumeThreshold: 0,
  resetTimeout: 30_000,
})

/**
 * A breaker that behaves as opossum 9 and 10 do: the share is of all calls asked for, those under
 * way and those rejected included; it opens above the threshold and not at it; a timer makes it
 * half-open; a call that outlives its state closes or opens a half-open breaker; and the window is
 * not cleared when it closes, so that old failures count on.
 *
 * @returns plain options of a breaker, in milliseconds and shares
 * @throws UsageError naming every mistake in the options
 */
export function opossum(written: OpossumOptions = {}): BreakerOptions {
  const read = { ...DEFAULTS, ...checked(schema, written, 'like.opossum') }
  const { timeout, rollingCountTimeout, rollingCountBuckets } = read
  const asked = {
    ...(timeout !== false && { timeout }),
    ...(read.allowWarmUp === true && { warmUp: rollingCountTimeout }),
    ...(read.enabled === false && { mode: 'disabled' as const }),
  }
  const ours: BreakerOptions = {
    window: rollingCountTimeout,
    buckets: rollingCountBuckets,
    ring: 'timer',
    failureRate: read.errorThresholdPercentage / 100,
    minimumCalls: read.volumeThreshold,
    trips: 'exceeded',
    arithmetic: 'percentage',
    judgedOn: 'failure',
    counts: 'asked',
    openFor: read.resetTimeout,
    halfOpens: 'onTimer',
    lateResults: 'applied',
    onClose: 'keep',
    probesCount: 'always',
    ignored: 'success',
    ...asked,
  }
  return asOurs(ours, 'like.opossum')
}
