/** The limit for many servers whose lengths are known only as they were at the last look. */

/** Longer rows and longer lengths are too rare to matter at the loads and periods asked for. */
const SIZE = 60
const STEP = 0.05

/**
 * The mean time inside, in service times, when each request draws two servers with replacement and
 * joins the one that was shorter at the last look, every `period` service times.
 *
 * M. Mitzenmacher, How Useful Is Old Information?, IEEE TPDS 11 (2000), section 3.1, the periodic
 * update model: while a period lasts, a server that was seen with i inside has Poisson arrivals at
 * a rate of λ (s(i)² - s(i+1)²) / (s(i) - s(i+1)) = λ (s(i) + s(i+1)), s(i) being the share seen
 * with i or more. The chain of the true lengths within each such class is integrated over a period,
 * and periods are repeated until nothing changes; the mean number inside over a period, by Little's
 * law, is the mean time inside times λ.
 */
export function staleChoiceOfTwo(load: number, period: number): number {
  let shares = Array.from({ length: SIZE }, (_, j) => (1 - load) * Math.pow(load, j))
  let [mean, before] = [0, -1]
  for (let round = 0; round < 1_000 && Math.abs(mean - before) > 1e-6; round++) {
    before = mean
    const after = onePeriod(shares, load, period)
    mean = after.inside / load
    shares = after.shares
  }
  return mean
}

/** How a period that begins with these shares of lengths goes. */
function onePeriod(
  seen: readonly number[],
  load: number,
  period: number,
): { shares: number[]; inside: number } {
  const steps = Math.round(period / STEP)
  const shares = seen.map(() => 0)
  let area = 0
  let atLeast = seen.reduce((sum, share) => sum + share, 0)
  for (const [i, share] of seen.entries()) {
    const rate = load * (2 * atLeast - share)
    atLeast -= share
    if (share < 1e-12) continue
    const row = seen.map((_, j) => (j === i ? share : 0))
    for (let n = 0; n < steps; n++) {
      const before = meanOf(row)
      step(row, rate)
      area += (before + meanOf(row)) / 2
    }
    for (let j = 0; j < SIZE; j++) shares[j] += row[j]
  }
  return { shares, inside: area / steps }
}

const half = Array.from({ length: SIZE }, () => 0)

/** A step of the midpoint rule. */
function step(row: number[], rate: number): void {
  for (let j = 0; j < SIZE; j++) half[j] = row[j] + (flowTo(j, row, rate) * STEP) / 2
  for (let j = 0; j < SIZE; j++) row[j] += flowTo(j, half, rate) * STEP
}

/** What comes to a length, less what goes; the longest takes no more. */
function flowTo(j: number, row: readonly number[], rate: number): number {
  const below = j > 0 ? rate * row[j - 1] - row[j] : 0
  const above = j + 1 < SIZE ? row[j + 1] - rate * row[j] : 0
  return below + above
}

function meanOf(row: readonly number[]): number {
  let sum = 0
  for (let j = 0; j < SIZE; j++) sum += j * row[j]
  return sum
}
