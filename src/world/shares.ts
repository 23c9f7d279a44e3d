/** Choosing among weights: as shares of the whole, and by one number drawn. */
import type { Sampler } from '../kernel/distributions/index.ts'

/** Weights as shares of the whole, each added to those before it. */
export function cumulativeShares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return weights.map(weight => (sum += weight) / total)
}

/** Which of the shares a number from 0 to 1 falls into; rounding never leads past the last. */
export function chosenBy(u: number, shares: readonly number[]): number {
  let i = 0
  while (u >= shares[i] && i < shares.length - 1) i++
  return i
}

/**
 * Which of so many keys a number from 0 to 1 falls on, from 0.
 *
 * @param popularity gives ranks from 1, the most wanted; null when all are alike
 */
export const keyAt = (u: number, count: number, popularity: Sampler | null): number =>
  popularity === null ? Math.floor(u * count) : popularity.quantile(u) - 1
