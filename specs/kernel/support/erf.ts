/** The error function, for specs that judge the laws of chance with code that is not theirs. */

/**
 * By its Taylor series up to 3, from there by Simpson's rule on its definition; beyond 6 it is 1 to
 * the last digit. The error is below 1e-9.
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x)
  if (x > 6) return 1
  return (2 / Math.sqrt(Math.PI)) * (x < 3 ? series(x) : series(3) + simpson(3, x))
}

function series(x: number): number {
  let [term, sum] = [x, x]
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return sum
}

function simpson(from: number, to: number): number {
  const steps = 60
  const width = (to - from) / steps
  let sum = Math.exp(-from * from) + Math.exp(-to * to)
  for (let i = 1; i < steps; i++) {
    const x = from + i * width
    sum += (i % 2 === 1 ? 4 : 2) * Math.exp(-x * x)
  }
  return (sum * width) / 3
}
