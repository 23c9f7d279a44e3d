/** Confidence intervals of means, by Student's t. */

/** A mean, and where the true one lies with a confidence of 95 %. */
export type Estimate = { readonly mean: number; readonly low: number; readonly high: number }

/** Quantiles 0.975 of Student's t, by degrees of freedom from 1. */
const table = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
]

/** Of the normal distribution, to which Student's comes close. */
const NORMAL = 1.959964

/** The quantile 0.975 of Student's t; beyond the table by the first terms of its expansion. */
export function studentQuantile(freedom: number): number {
  const known = table[freedom - 1]
  return known ?? NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4 * freedom)
}

/**
 * The mean of some independent values, with its interval.
 *
 * @param values two at least; of one alone nobody knows how far it is from the truth
 */
export function estimate(values: readonly number[]): Estimate {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, low: -Infinity, high: Infinity }
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const error = Math.sqrt(squares / (count - 1) / count)
  const half = studentQuantile(count - 1) * error
  return { mean, low: mean - half, high: mean + half }
}
