/** Intervals that cover what is not known with a stated confidence, from independent samples. */
import { betaQuantile } from './incomplete-beta.ts'

/** From the least to the most that something may be. */
export type Interval = {
  /** Where it begins. */
  readonly low: number
  /** Where it ends. */
  readonly high: number
}

/** The mean of a sample, how far the sample spreads, and the interval of what it is the mean of. */
export type MeanInterval = Interval & {
  /** The mean of the sample. */
  readonly mean: number
  /** The standard deviation of the sample; 0 of a single value. */
  readonly deviation: number
}

/**
 * Student's t interval of a mean, m ± t·s/√n (Law, Simulation Modeling and Analysis, 5th edition,
 * section 4.5): exact for a normal law, and near it for what is not too skewed. Of a single value
 * it is everything.
 *
 * @param values at least one
 * @param confidence above 0, below 1
 */
export function meanInterval(values: readonly number[], confidence: number): MeanInterval {
  const n = values.length
  // From the first value on: what is always the same has exactly that mean, and no deviation.
  const [first] = values
  const mean = first + values.reduce((sum, value) => sum + (value - first), 0) / n
  if (n === 1) return { mean, deviation: 0, low: -Infinity, high: Infinity }
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const deviation = Math.sqrt(squares / (n - 1))
  const half = (studentBeyond(1 - confidence, n - 1) * deviation) / Math.sqrt(n)
  return { mean, deviation, low: mean - half, high: mean + half }
}

/** The t beyond which, to both sides, a share of Student's law lies: I(ν/(ν + t²); ν/2, 1/2). */
export function studentBeyond(share: number, degrees: number): number {
  const x = betaQuantile(share, { a: degrees / 2, b: 0.5 })
  return Math.sqrt((degrees * (1 - x)) / x)
}

/**
 * The exact interval of a share (Clopper and Pearson, Biometrika 26, 1934): it covers at least as
 * often as it says, whatever the share.
 *
 * @param of how many in all, at least one
 * @param confidence above 0, below 1
 */
export function shareInterval(
  { count, of }: { readonly count: number; readonly of: number },
  confidence: number,
): Interval {
  const beyond = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : betaQuantile(beyond, { a: count, b: of - count + 1 }),
    high: count === of ? 1 : betaQuantile(1 - beyond, { a: count + 1, b: of - count }),
  }
}
