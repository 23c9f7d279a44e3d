/** Load as latency times pending requests, sensitive to peaks of latency. */
import type { Ms } from '../../kernel/units.ts'
import type { Servers } from './choice.ts'

/** Worse than any that has been measured: it has work, and nobody knows how long that takes. */
const UNKNOWN = 1e12

/**
 * The latencies of some servers: each falls toward what is measured with a time constant of
 * `decay`, and rises to it at once. A server's load is its latency times one more than the requests
 * pending there; one that has answered nothing is tried with one request first.
 *
 * This is the rule of Finagle's PeakEwma; there, too, failures and time-outs count with their time.
 */
export class PeakEwma {
  readonly #decayMs: Ms
  readonly #latencies: Float64Array
  readonly #measuredAt: Float64Array

  constructor(servers: number, decayMs: Ms) {
    this.#decayMs = decayMs
    this.#latencies = new Float64Array(servers)
    this.#measuredAt = new Float64Array(servers)
  }

  /** A request to a server took so long. */
  measured(server: number, latency: Ms, now: Ms): void {
    const remembered = this.#remembered(server, now)
    const share = Math.exp(-Math.max(0, now - this.#measuredAt[server]) / this.#decayMs)
    this.#latencies[server] =
      latency > this.#latencies[server] ? latency : remembered + latency * (1 - share)
    this.#measuredAt[server] = now
  }

  /** How loaded a server is. */
  readonly load = ({ pending }: Servers, server: number, now: Ms): number => {
    if (this.#latencies[server] === 0 && pending[server] > 0) return UNKNOWN + pending[server]
    return this.#remembered(server, now) * (pending[server] + 1)
  }

  /** What is left of a latency: with no news of it, it fades. */
  #remembered(server: number, now: Ms): Ms {
    const idle = Math.max(0, now - this.#measuredAt[server])
    return this.#latencies[server] * Math.exp(-idle / this.#decayMs)
  }
}
