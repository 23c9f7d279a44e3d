/** Choosing among weights: as shares of the whole, and by one number drawn. */

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
