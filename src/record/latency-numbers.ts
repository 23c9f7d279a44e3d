/** How long things took, as a few numbers. */
import { measured } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import { Histogram } from './histogram.ts'
import type { Timing } from './tally.ts'
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
    mean: all.count === 0 ? undefined : measured(sum / all.count),
    p50: all.quantile(0.5),
    p90: all.quantile(0.9),
    p99: all.quantile(0.99),
  }
}
