/** What can be measured of requests, and the percentiles among it. */
import { shareOf } from '../kernel/percentile.ts'
import type { Tally } from './tally.ts'
import { availabilityOf, latenciesOf, servedOf, tallyNumbers } from './views.ts'
import type { Span } from './window.ts'

/** A measure of what waits: in a queue of messages, or in front of a component's slots. */
export type QueueMeasure = 'depth' | 'lag'

/** A measure of a cache: its hit ratio, misses, old answers served, and fills under way. */
export type CacheMeasure = 'hitRatio' | 'misses' | 'stale' | 'fills'

/** A measure of requests. */
type RequestMeasure = 'availability' | 'rate' | 'failures' | `p${number}`

/** A measure that `series` shows over time. */
export type Measure = RequestMeasure | QueueMeasure | CacheMeasure

/** Whether a measure is of what waits, and not of requests. */
export const isOfQueues = (measure: Measure): measure is QueueMeasure =>
  measure === 'depth' || measure === 'lag'

const ofCaches: readonly string[] = [
  'hitRatio',
  'misses',
  'stale',
  'fills',
] satisfies CacheMeasure[]

/** Whether a measure is of a cache. */
export const isOfCaches = (measure: Measure): measure is CacheMeasure => ofCaches.includes(measure)

type Ask = (tallies: readonly Tally[], span: Span) => number | undefined

/** How a measure is taken. */
export function measures(measure: RequestMeasure): Ask {
  switch (measure) {
    case 'availability':
      return (tallies, span) => availabilityOf(tallies, span)
    case 'rate':
      return (tallies, span) =>
        (tallyNumbers(tallies, span).issued * 1_000) / (span.toMs - span.fromMs)
    case 'failures':
      return (tallies, span) => failuresOf(tallies, span)
    default: {
      const share = shareOf(measure)
      return (tallies, span) => latenciesOf(tallies, span).quantile(share)
    }
  }
}

/** All that was not served. */
function failuresOf(tallies: readonly Tally[], span: Span): number {
  const { asked, served } = servedOf(tallies, span)
  return asked - served
}
