/**
 * Whether measurements agree with theory: their mean may be three standard errors away from it.
 *
 * The replications are independent, so the error is estimated from their spread alone, whatever the
 * correlation inside each. With the usual 20 of them the distance in standard errors follows
 * Student's t with 19 degrees of freedom, which is beyond 3 by chance in 0.7 % of comparisons.
 * Seeds are fixed: what agrees once agrees for ever.
 */

const STANDARD_ERRORS = 3

/** A histogram answers with the middle of a bin, which is at most this share of a value away. */
const HALF_A_BIN = 1 / 256

/** What some replications say together. */
export type Estimate = { readonly mean: number; readonly standardError: number }

/** The mean of independent measurements and its standard error, s / √n. */
function estimate(measured: readonly number[]): Estimate {
  const mean = average(measured)
  const squares = measured.map(value => (value - mean) * (value - mean))
  const variance = (average(squares) * measured.length) / (measured.length - 1)
  return { mean, standardError: Math.sqrt(variance / measured.length) }
}

/**
 * How measurements contradict theory.
 *
 * @param measured one number from each replication
 * @param theory what each of them should be on average
 * @returns null when they agree, else a sentence with all numbers
 */
export const mismatch = (measured: readonly number[], theory: number): string | null =>
  mismatchBeyond(measured, theory, 0)

/**
 * The same for a percentile. Beside chance it may be off by half a bin of the histogram, 1/256 of
 * the value; that is allowed for and no more.
 */
export const percentileMismatch = (measured: readonly number[], theory: number): string | null =>
  mismatchBeyond(measured, theory, theory * HALF_A_BIN)

/** The same for what may be off by a known amount besides chance. */
export function mismatchBeyond(
  measured: readonly number[],
  theory: number,
  known: number,
): string | null {
  const { mean, standardError } = estimate(measured)
  const away = Math.max(0, Math.abs(mean - theory) - known)
  if (away <= STANDARD_ERRORS * standardError) return null
  const times = (away / standardError).toFixed(1)
  return `measured ${mean} ± ${standardError}, theory ${theory}: ${times} standard errors away`
}

/** The arithmetic mean. */
export const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
