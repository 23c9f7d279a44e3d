/** Formulas of queues with Poisson arrivals. Rates are per millisecond, times in milliseconds. */

/** A queue of `servers` equal servers: requests come at `lambda`, each server does `mu`. */
export type Queue = { readonly lambda: number; readonly mu: number; readonly servers: number }

/** Offered load in Erlangs: a = λ / μ. */
const erlangs = ({ lambda, mu }: Queue): number => lambda / mu

/** The share of time a server works: ρ = λ / (c μ). */
export const utilisation = (queue: Queue): number => erlangs(queue) / queue.servers

/**
 * The share of requests lost where nobody may wait (M/G/c/c): Erlang's B, by its recursion
 * B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)). A. K. Erlang 1917; L. Kleinrock, Queueing Systems I,
 * 1975, section 3.5.
 */
export function erlangB(queue: Queue): number {
  const a = erlangs(queue)
  let blocked = 1
  for (let k = 1; k <= queue.servers; k++) blocked = (a * blocked) / (k + a * blocked)
  return blocked
}

/**
 * The share of requests that must wait in M/M/c: Erlang's C = B / (1 - ρ (1 - B)); for one server
 * it is ρ. Kleinrock, section 3.4.
 */
export function erlangC(queue: Queue): number {
  const b = erlangB(queue)
  return b / (1 - utilisation(queue) * (1 - b))
}

/** The mean wait in M/M/c: C / (c μ - λ). Kleinrock, section 3.4. */
export const meanWait = (queue: Queue): number =>
  erlangC(queue) / (queue.servers * queue.mu - queue.lambda)

/** The mean time from arrival to answer in M/M/c: the wait and the service. */
export const meanSojourn = (queue: Queue): number => meanWait(queue) + 1 / queue.mu

/** The mean number waiting in M/M/c: λ times the mean wait (Little 1961). */
export const meanQueue = (queue: Queue): number => queue.lambda * meanWait(queue)

/**
 * A quantile of the sojourn in M/M/c. A wait is 0, or with probability C exponential at the rate
 * c μ - λ; with the service added, P(T > t) = e^(-μt) (1 + C (1 - e^(-μ d t)) / d), d = c - 1 - a.
 * D. Gross & C. M. Harris, Fundamentals of Queueing Theory, 3rd ed. 1998, section 2.3. For one
 * server it is exponential at the rate μ - λ.
 */
export function sojournQuantile(queue: Queue, share: number): number {
  const d = queue.servers - 1 - erlangs(queue)
  const c = erlangC(queue)
  const beyond = (t: number): number => {
    const e = Math.exp(-queue.mu * t)
    return e * (1 + (c * (1 - Math.exp(-queue.mu * d * t))) / d)
  }
  return solved(t => 1 - beyond(t), share)
}

/**
 * The chances of 0, 1, … K requests inside M/M/c/K: each state n follows from the one before by
 * λ / (min(n, c) μ), and all add up to 1. Kleinrock, section 3.6.
 */
export function chancesOfNumbers(queue: Queue, most: number): number[] {
  const weights = [1]
  for (let n = 1; n <= most; n++) {
    weights.push((weights[n - 1] * erlangs(queue)) / Math.min(n, queue.servers))
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / all)
}

/** What is known of a service time: its mean and the mean of its square. */
export type Moments = { readonly mean: number; readonly square: number }

/**
 * The mean wait for one server and any law of service: λ E[S²] / (2 (1 - ρ)). F. Pollaczek 1930,
 * A. Khinchine 1932; Kleinrock, section 5.6.
 */
export const pollaczekKhinchine = (lambda: number, service: Moments): number =>
  (lambda * service.square) / (2 * (1 - lambda * service.mean))

/**
 * A quantile of the sum of two independent exponential times with different rates:
 * P(T > t) = (b e^(-at) - a e^(-bt)) / (b - a). Gross & Harris, section 1.7.
 */
export function sumQuantile([a, b]: readonly [number, number], share: number): number {
  const beyond = (t: number): number => (b * Math.exp(-a * t) - a * Math.exp(-b * t)) / (b - a)
  return solved(t => 1 - beyond(t), share)
}

/**
 * The throughput of N users who think for Z on average and then queue for one exponential server of
 * mean time S: X = (1 - p0) / S, where 1 / p0 = Σ N! / (N - k)! (S / Z)^k: the machine-repairman
 * model M/M/1//N. Kleinrock, section 3.8; R. Jain, The Art of Computer Systems Performance
 * Analysis, 1991, section 33.5.
 */
export function throughputOf(loop: { users: number; thinkMs: number; serviceMs: number }): number {
  let [weight, all] = [1, 1]
  for (let k = 1; k <= loop.users; k++) {
    weight *= ((loop.users - k + 1) * loop.serviceMs) / loop.thinkMs
    all += weight
  }
  return (1 - 1 / all) / loop.serviceMs
}

/** Where a growing function from 0 upwards reaches a value, by halving. */
function solved(growing: (t: number) => number, value: number): number {
  let [low, high] = [0, 1]
  while (growing(high) < value) high *= 2
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (growing(middle) < value) low = middle
    else high = middle
  }
  return high
}
