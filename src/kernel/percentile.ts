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
  const share = typeof percentile === 'number' ? percentile : Number(`${textOf(percentile)}e-2`)
  if (share > 0 && share <= 1) return share
  throw new UsageError({
    what: `${quote(percentile)} is no percentile`,
    fix: "write 'p99', 'p99.9' or 0.99",
  })
}

const textOf = (percentile: unknown): string | undefined =>
  typeof percentile === 'string' ? /^p(\d+(?:\.\d+)?)$/.exec(percentile)?.[1] : undefined

/** A product of binary numbers may be this much of itself beside the decimal one. */
const NOISE = 1e-12

/**
 * Which of so many values in rising order a percentile is (nearest rank), from 1: the first that at
 * least a share of all does not exceed. Of 100 the p7 is the 7th, though 0.07 × 100 is more than 7.
 */
export const rankOf = (share: number, count: number): number =>
  Math.max(1, Math.ceil(share * count * (1 - NOISE)))

/**
 * What a percentile is called.
 *
 * @param share 0 to 1
 * @example percentileName(0.999) // 'p99.9'
 */
export const percentileName = (share: number): `p${number}` =>
  `p${Number((share * 100).toPrecision(DIGITS))}`

/** As many as a product of decimals is surely right to. */
const DIGITS = 12
