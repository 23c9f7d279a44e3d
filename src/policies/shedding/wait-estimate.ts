/** How long a newcomer will wait, estimated from how long requests have taken of late. */
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { insistOnLength } from '../handed-in.ts'

/** Weighs about the last forty requests: steady enough to trust, quick enough to follow a fault. */
const WEIGHT = 0.05

/**
 * The wait ahead by Little's law, W = L / λ: so many have to leave first, and they leave at the
 * rate of slots / mean service time. With all slots taken that is those that wait and one more;
 * then it is the exact mean for exponential service times. Until the first service is over it is
 * 0, since nothing is known.
 *
 * @example
 * const estimate = new WaitEstimate()
 * estimate.served(40)
 * estimate.waitMs(10, 4) // 100: ten ahead, four at a time, 40 ms each
 */
export class WaitEstimate {
  #meanMs: Ms = 0
  #knows = false

  /** The mean service time of late, in milliseconds, exponentially weighted. */
  get serviceMs(): Ms {
    return this.#meanMs
  }

  /** A request has held its slot for so long. */
  served(ms: Ms): void {
    insistOnLength(ms, 'wait estimate, served(ms)')
    this.#meanMs = this.#knows ? this.#meanMs + WEIGHT * (ms - this.#meanMs) : ms
    this.#knows = true
  }

  /** The wait of a newcomer, in milliseconds. @param ahead how many have to leave first */
  waitMs(ahead: number, slots: number): Ms {
    const isCounted = Number.isFinite(ahead) && typeof slots === 'number'
    if (isCounted && ahead >= 0 && slots > 0) return (ahead * this.#meanMs) / slots
    throw new UsageError({
      what: `${shown(ahead)} before ${shown(slots)} slots wait for no time that can be told`,
      where: 'wait estimate, waitMs(ahead, slots)',
      fix: 'hand in how many are ahead, from 0, and how many slots there are, from 1',
    })
  }
}
