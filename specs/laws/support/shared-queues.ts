/** Exact results on servers with a queue each, in units of one service time. */

/**
 * The mean time inside when each request joins the shorter of two queues, or so many of them do and
 * the others join the longer, from the balance of the
 * chain of both lengths, iterated until nothing changes. F. Haight 1958 posed it; the steady state
 * has no simple form, but the chain is small.
 *
 * @param lambda arrivals per service time, under 2
 * @param share of those that join the shorter one
 */
export function partlyShorterOfTwo(lambda: number, share: number): number {
  const size = 60
  const rate = lambda + 2
  const toShorter = (a: number, b: number): number =>
    a === b ? lambda / 2 : lambda * (a < b ? share : 1 - share)
  let chances = new Float64Array(size * size)
  chances[0] = 1
  for (let round = 0; round < 6_000; round++) {
    const next = new Float64Array(size * size)
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const chance = chances[a * size + b] / rate
        const goTo = (x: number, y: number, weight: number): void => {
          next[Math.min(x, size - 1) * size + Math.min(y, size - 1)] += chance * weight
        }
        goTo(a + 1, b, toShorter(a, b))
        goTo(a, b + 1, toShorter(b, a))
        goTo(Math.max(0, a - 1), b, 1)
        goTo(a, Math.max(0, b - 1), 1)
      }
    }
    chances = next
  }
  const inside = chances.reduce(
    (sum, chance, i) => sum + chance * (Math.floor(i / size) + (i % size)),
    0,
  )
  return inside / lambda
}

/** The mean time inside when each request joins the shorter of two queues. */
export const shorterOfTwo = (lambda: number): number => partlyShorterOfTwo(lambda, 1)

/**
 * The mean time inside when requests go to n servers in turn: each has Erlang-n arrivals, and
 * GI/M/1 has the mean 1 / (1 - σ) with σ = A*(1 - σ), A* the transform of the time between two
 * arrivals. Kleinrock, Queueing Systems 1, 1975, section 6.4.
 *
 * @param load of each server, under 1
 */
export function inTurn(servers: number, load: number): number {
  const stage = servers * load
  let sigma = load
  for (let i = 0; i < 10_000; i++) sigma = (stage / (stage + 1 - sigma)) ** servers
  return 1 / (1 - sigma)
}

/**
 * The mean time inside of the supermarket model, with the number of servers going to infinity: each
 * request joins the shorter of two queues chosen at random. The sum over i from 1 of λ^(2^i - 2).
 * M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, IEEE TPDS 12 (2001),
 * theorem 1 and table 1; N. Vvedenskaya, R. Dobrushin & F. Karpelevich 1996.
 */
export function supermarket(load: number): number {
  let sum = 0
  for (let i = 1; i < 40; i++) sum += load ** (2 ** i - 2)
  return sum
}
