/** How long things took, to be asked for any percentile, and for the share below any time. */
import { type Percentile, shareOf } from '../kernel/percentile.ts'
import { type Duration, durationMs, formatMs, type Ms } from '../kernel/units.ts'
import type { Histogram } from './histogram.ts'

/** How long some things took: answers of `run.times`. */
export class Times {
  /** How many there are; what had not ended when the run did is not among them. */
  readonly count: number
  readonly #histogram: Histogram

  /** They come from `run.times`. */
  constructor(histogram: Histogram) {
    this.#histogram = histogram
    this.count = histogram.count
    Object.freeze(this)
  }

  /**
   * The time that at least a share of them does not exceed (nearest rank), within 0.4 %; where many
   * are equal, and of the longest, exact.
   *
   * @param percentile `'p99'` or 0.99; the longest is `'p100'`
   * @returns milliseconds, or undefined when there are none
   * @throws UsageError for what is no percentile
   * @example
   * const p95 = run.times({ of: 'wait', at: 'db' }).percentile('p95')
   */
  percentile(percentile: Percentile): Ms | undefined {
    return this.#histogram.quantile(shareOf(percentile))
  }

  /**
   * The share of them that is no longer than a time; what is within 0.4 % of it is told apart as a
   * percentile is.
   *
   * @param limit the time; one that is exactly so long is within it
   * @returns 0 to 1, or undefined when there are none
   * @throws UsageError for what is no time
   * @example
   * const inTime = run.times({ by: 'completion' }).shareWithin('200ms')
   */
  shareWithin(limit: Duration): number | undefined {
    const slower = this.slowerThan(limit)
    return this.count === 0 ? undefined : (this.count - slower) / this.count
  }

  /**
   * How many are longer than a time.
   *
   * @param limit the time; one that is exactly so long is not counted
   * @throws UsageError for what is no time
   */
  slowerThan(limit: Duration): number {
    return this.#histogram.countOver(durationMs(limit))
  }

  /** One line: how many, and a few percentiles. */
  toString(): string {
    const [p50, p90, p99] = [0.5, 0.9, 0.99].map(share => this.#histogram.quantile(share))
    if (p50 === undefined || p90 === undefined || p99 === undefined) return 'no times'
    return `${this.count} times: p50 ${formatMs(p50)}, p90 ${formatMs(p90)}, p99 ${formatMs(p99)}`
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}
