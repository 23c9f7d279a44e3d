/** Decides which requests are traced, and starts their journeys. */
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { Attempt, Hop } from '../record/journey.ts'
import { NetworkTimes } from '../record/network-times.ts'

/** A journey takes some kilobytes; a run keeps no more of them than this. */
const MOST_JOURNEYS = 10_000

/** Takes a share of requests, drawn from a stream of its own. */
export class Tracer {
  readonly #journeys: Hop[]
  readonly #share: number
  readonly #random: Random

  /** @param share of requests, 0 to 1 */
  constructor(journeys: Hop[], share: number, random: Random) {
    this.#journeys = journeys
    this.#share = share
    this.#random = random
  }

  /** The first hop of a request, if this one is traced. */
  journey(call: string, at: Ms): Hop | null {
    if (this.#share === 0 || this.#journeys.length >= MOST_JOURNEYS) return null
    if (this.#share < 1 && this.#random() >= this.#share) return null
    const hop = this.hop(call, at)
    this.#journeys.push(hop)
    return hop
  }

  hop(call: string, at: Ms): Hop {
    return { call, at, until: at, outcome: 'unanswered', backoffMs: 0, attempts: [] }
  }

  attempt(at: Ms): Attempt {
    const times = { until: at, thereMs: 0, backMs: 0, waitingMs: 0, workingMs: 0 }
    const [there, back] = [new NetworkTimes(), new NetworkTimes()]
    return { at, ...times, there, back, outcome: 'unanswered', replica: -1, work: [], calls: [] }
  }
}
