/** The circuit breaker of cockatiel 4, for TypeScript: its options, its defaults, its ways. */
import { UsageError } from '../../../kernel/errors.ts'
import { checked } from '../../../kernel/schema.ts'
import { formatMs, type Ms } from '../../../kernel/units.ts'
import type { BreakerOptions } from '../options.ts'
import type { TimeWindowRule } from '../rate-options.ts'
import {
  type CockatielOptions,
  cockatielSchema,
  type SamplingBreaker,
} from './cockatiel-options.ts'
import { asOurs } from './reading.ts'

const where = 'like.cockatiel'

/**
 * A breaker that behaves as cockatiel 4 does: it opens above the threshold and not at it, looks at
 * the share only when a call fails, lets excess calls wait for the probes, counts what was let
 * through while closed in whatever state it ends (which may open a half-open breaker), and its
 * window of time keeps old results across idle gaps.
 *
 * @returns plain options of a breaker, in milliseconds and shares
 * @throws UsageError naming every mistake in the options
 */
export function cockatiel(written: CockatielOptions): BreakerOptions {
  const { breaker, halfOpenAfter, halfOpenSampling } = checked(cockatielSchema, written, where)
  const { calls, threshold } = halfOpenSampling ?? { calls: 1, threshold: 0 }
  const ways = {
    openFor: halfOpenAfter,
    probes: calls,
    decision: { tolerate: threshold },
    excess: 'wait',
    lateResults: 'counted',
    probesCount: 'decision',
    ignored: 'successOfProbe',
  } as const
  if (typeof breaker === 'number') return asOurs({ consecutive: breaker, ...ways }, where)
  const judging = {
    failureRate: breaker.threshold,
    trips: 'exceeded',
    arithmetic: 'product',
    judgedOn: 'failure',
  } as const
  if ('duration' in breaker) return asOurs({ ...windowOf(breaker), ...judging, ...ways }, where)
  const { size, minimumNumberOfCalls = size } = breaker
  const lastCalls = { lastCalls: size, minimumCalls: minimumNumberOfCalls }
  return asOurs({ ...lastCalls, ...judging, ...ways }, where)
}

/** At least five buckets, of a second at most, of whole milliseconds; so many calls in them. */
function windowOf({ threshold, duration, minimumRps }: SamplingBreaker<Ms>) {
  const buckets = Math.max(5, Math.ceil(duration / 1000))
  const window = Math.round(duration / buckets) * buckets
  if (window === 0) throw tooShort(duration)
  const perMs = minimumRps ? minimumRps / 1000 : 5 / (threshold * 1000)
  const minimumCalls = Math.ceil(window * perMs)
  return { window, buckets, ring: 'oneStep', minimumCalls } satisfies Partial<TimeWindowRule>
}

const tooShort = (duration: Ms): UsageError =>
  new UsageError({
    what: `${formatMs(duration)} in five buckets of whole milliseconds is no time at all`,
    where: `${where} › breaker › duration`,
    fix: "write duration: '30s'",
  })
