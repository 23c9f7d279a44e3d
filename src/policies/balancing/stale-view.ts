/** What a balancer knows of its servers when it looks only now and then. */
import type { Ms } from '../../kernel/units.ts'

/**
 * The pending requests of all servers as they were at the last multiple of a period: nothing that
 * was sent or has ended since then is seen.
 *
 * M. Mitzenmacher, How Useful Is Old Information?, IEEE TPDS 11, 2000: the periodic update model.
 */
export class StaleView {
  /** By server, as they were. */
  readonly seen: Int32Array
  readonly #pending: Int32Array
  readonly #periodMs: Ms
  #period = Number.NaN

  /** @param pending by server, as they are */
  constructor(pending: Int32Array, periodMs: Ms) {
    this.seen = new Int32Array(pending.length)
    this.#pending = pending
    this.#periodMs = periodMs
  }

  /** To be told of the present before anything changes at it. */
  look(now: Ms): void {
    const period = Math.floor(now / this.#periodMs)
    if (period === this.#period) return
    this.#period = period
    this.seen.set(this.#pending)
  }
}
