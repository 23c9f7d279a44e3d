/**
 * The figures of the request model that both sides of the benchmark play: gateway → service → db.
 */
import { logNormal } from 'gameday'

/** Requests a millisecond, at random moments. */
export const RATE_PER_MS = 2

const around = (mean: number, sigma: number) =>
  logNormal({ mu: Math.log(mean) - (sigma * sigma) / 2, sigma })

/** How long a message takes, each way, on every link. */
export const linkTime = around(1, 0.25)

/** The three components: slots, places in the queue, time, and the share that fails by itself. */
export const tiers = [
  { name: 'gateway', concurrency: 64, queue: 256, time: around(1, 0.3), errorRate: 0 },
  { name: 'service', concurrency: 64, queue: 128, time: around(5, 0.5), errorRate: 0 },
  { name: 'db', concurrency: 16, queue: 64, time: around(4, 0.6), errorRate: 0.01 },
] as const

/** The calls to them, from the outside in: milliseconds, and calls in all. */
export const calls = [
  { timeoutMs: 1_000, attempts: 1, baseMs: 0 },
  { timeoutMs: 250, attempts: 3, baseMs: 10 },
  { timeoutMs: 100, attempts: 3, baseMs: 5 },
] as const

/** The breaker on each call. */
export const breaker = {
  windowMs: 1_000,
  minimumCalls: 20,
  failureRate: 0.5,
  openForMs: 500,
  probes: 5,
} as const

/** The database is this many times slower for a twentieth of the run. */
export const fault = { from: 0.4, to: 0.45, factor: 4 } as const

/** When the database is slower, in shares of the run. */
export type Slowed = { readonly from: number; readonly to: number }
