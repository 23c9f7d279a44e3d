/** How long things took, as a few numbers. */
import type { Ms } from '../kernel/units.ts'
import { Histogram } from './histogram.ts'
import type { Timing } from './timing.ts'
import type { Span } from './window.ts'

/** How long something took, in milliseconds; undefined where nothing was. */
export type LatencyNumbers = {
  readonly mean: Ms | undefined
  readonly p50: Ms | undefined
  readonly p90: Ms | undefined
  readonly p99: Ms | undefined
}

/** The numbers of some timings together. */
export function timingNumbers(timings: readonly Timing[], { slots }: Span): LatencyNumbers {
  const all = Histogram.merged(timings.map(timing => timing.histogram(slots)))
  const sum = timings.reduce((total, timing) => total + timing.sum(slots), 0)
  return {
    mean: meanOf(sum, all),
    p50: all.quantile(0.5),
    p90: all.quantile(0.9),
    p99: all.quantile(0.99),
  }
}

/** Within the least and the longest, which are rounded as all times are, and the sum is not. */
function meanOf(sum: Ms, all: Histogram): Ms | undefined {
  const [least, longest] = [all.quantile(0), all.quantile(1)]
  if (least === undefined || longest === undefined) return undefined
  return Math.min(Math.max(sum / all.count, least), longest)
}
