/** How likely chance alone makes numbers in pairs differ so, without any law for them. */

/**
 * The exact test of Fisher for pairs (The Design of Experiments, 1935, section 21): if nothing but
 * chance tells which number of a pair is which, each difference may as well have the other sign.
 *
 * @param differences at most 20, finite
 * @returns the share of all signs with which the sum is as low as it is, or lower
 */
export function chanceOfLess(differences: readonly number[]): number {
  const whole = asWholes(differences.filter(difference => difference !== 0))
  const middle = Math.ceil(whole.length / 2)
  const [some, others] = [sumsOf(whole.slice(0, middle)), sumsOf(whole.slice(middle))]
  const observed = whole.reduce((sum, difference) => sum + difference, 0)
  let [count, i] = [0, others.length]
  for (const sum of some) {
    while (i > 0 && sum + others[i - 1] > observed) i--
    count += i
  }
  return count / (some.length * others.length)
}

/** Sums of whole numbers are exact, so that those that are equal are equal. */
function asWholes(differences: readonly number[]): number[] {
  const most = Math.max(...differences.map(Math.abs))
  return differences.map(difference => Math.round((difference / most) * FINENESS))
}

const FINENESS = 1_000_000_000

/** With each choice of signs, in order. */
function sumsOf(wholes: readonly number[]): Float64Array {
  let sums = [0]
  for (const whole of wholes) sums = sums.flatMap(sum => [sum - whole, sum + whole])
  return Float64Array.from(sums).sort()
}

/**
 * Which of several tests find something, if all together may err with one chance (Holm,
 * Scandinavian Journal of Statistics 6, 1979).
 *
 * @param chances of each test, how likely chance alone shows as much
 * @param level how likely any of them finds something where nothing is
 */
export function holm(chances: readonly number[], level: number): boolean[] {
  const order = chances.map((_, i) => i).sort((a, b) => chances[a] - chances[b])
  const misses = order.findIndex((test, i) => chances[test] > level / (chances.length - i))
  const found = new Set(misses < 0 ? order : order.slice(0, misses))
  return chances.map((_, i) => found.has(i))
}
