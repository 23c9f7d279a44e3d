/** Percentiles as users write them. */
import { UsageError } from './errors.ts'
import { quote } from './quantity.ts'

/** A percentile: `'p99'`, `'p99.9'`, or a share such as 0.99. */
export type Percentile = `p${number}` | number

/**
 * A percentile as a share, 0 to 1.
 *
 * @throws UsageError when it is none
 */
export function shareOf(percentile: Percentile): number {
  const share = typeof percentile === 'number' ? percentile : Number(textOf(percentile)) / 100
  if (share > 0 && share <= 1) return share
  throw new UsageError({
    what: `${quote(percentile)} is no percentile`,
    fix: "write 'p99', 'p99.9' or 0.99",
  })
}

const textOf = (percentile: unknown): string | undefined =>
  typeof percentile === 'string' ? /^p(\d+(?:\.\d+)?)$/.exec(percentile)?.[1] : undefined
