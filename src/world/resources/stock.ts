/** A resource of one replica of which there is so much: in use, lost, and left. */
import type { Ms } from '../../kernel/units.ts'
import type { ResourceMeter } from '../../record/resource-meter.ts'

/** A finite resource of one replica. */
export class Stock {
  readonly size: number
  /** How much is in use. */
  inUse = 0
  readonly #meter: ResourceMeter
  readonly #changed: (() => void) | null
  #lost = 0
  /** How many faults have taken all that was left. */
  #taken = 0
  /** The level that the meter knows. */
  #shown = 0

  /**
   * @param size how much there is of it
   * @param changed told when another part of it is in use; null where nobody asks
   */
  constructor(size: number, meter: ResourceMeter, changed: (() => void) | null) {
    this.size = size
    this.#changed = changed
    this.#meter = meter
    meter.grow(size)
  }

  /** How much is left. */
  get left(): number {
    return this.#taken > 0 ? 0 : this.unclaimed
  }

  /** How much nobody has, and is not lost. */
  get unclaimed(): number {
    return this.size - this.inUse - this.#lost
  }

  /**
   * Puts some to use.
   *
   * @param needs how much has to be left for that
   * @returns false when there is not so much left
   */
  use(amount: number, now: Ms, needs = amount): boolean {
    if (needs > this.left) {
      this.#meter.deny(now)
      return false
    }
    this.inUse += amount
    this.#show(now)
    return true
  }

  /** Some is no longer in use. */
  giveBack(amount: number, now: Ms): void {
    this.inUse -= amount
    this.#show(now)
  }

  /** Some is lost: in use by nobody, and of use to nobody. */
  lose(amount: number, now: Ms): void {
    this.#lost += Math.min(amount, this.unclaimed)
    this.#show(now)
  }

  /** What was lost is found again. */
  recover(now: Ms): void {
    this.#lost = 0
    this.#show(now)
  }

  /** Something else has taken all that is left, as one of several may. */
  exhaust(now: Ms): void {
    this.#taken++
    this.#show(now)
  }

  /** It gives that back. */
  relieve(now: Ms): void {
    this.#taken--
    this.#show(now)
  }

  #show(now: Ms): void {
    const level = this.#taken > 0 ? this.size : this.inUse + this.#lost
    this.#meter.add(now, level - this.#shown)
    this.#shown = level
    if (this.#changed !== null) this.#changed()
  }
}
