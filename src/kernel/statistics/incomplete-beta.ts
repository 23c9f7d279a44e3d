/** The regularised incomplete beta function and its inverse, of which intervals are made. */
import { logGamma } from '../distributions/special.ts'

const PRECISION = 1e-16
const TINY = 1e-300

/**
 * I(x; a, b), the share of a beta law that lies below x: by its continued fraction (Numerical
 * Recipes, 3rd edition, section 6.4), with an error near 1e-14.
 *
 * @param x 0 to 1
 */
export function betaShare(x: number, { a, b }: BetaLaw): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  const front = Math.exp(logFront)
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a
  return 1 - (front * fraction(1 - x, b, a)) / b
}

/** The two parameters of a beta law, both above 0. */
export type BetaLaw = { readonly a: number; readonly b: number }

/**
 * The x below which a share of a beta law lies: by halving, until no number is left between.
 *
 * @param share 0 to 1
 */
export function betaQuantile(share: number, law: BetaLaw): number {
  let [low, high] = [0, 1]
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (betaShare(middle, law) < share) low = middle
    else high = middle
  }
}

/** Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / off0(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / off0(1 + even * d)
    c = off0(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / off0(1 + odd * d)
    c = off0(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) <= 4 * PRECISION) break
  }
  return value
}

const off0 = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
