/** Chooses the zone of a request by the shares of zones, which change as replicas come and go. */
import type { ZoneRoutingOptions } from './options.ts'
import { sharesOf, zoneShares } from './zone-shares.ts'

/** How many there are in each zone, in the order of one list of zones. */
export type ZonesInUse = {
  readonly callers: readonly number[]
  readonly replicas: readonly number[]
  readonly inUse: readonly number[]
  /** Too few replicas are in use, so all of them are, and zones are all alike. */
  readonly isPanicking: boolean
}

/** Chooses among zones for callers in each of them. */
export class ZoneRouter {
  readonly #options: ZoneRoutingOptions
  /** By the zone of the caller: the shares of zones, each added to those before it. */
  #shares: readonly (readonly number[])[] = []

  constructor(options: ZoneRoutingOptions) {
    this.#options = options
  }

  /** From now on as many are there as this. */
  use({ callers, replicas, inUse, isPanicking }: ZonesInUse): void {
    this.#shares = callers.map((_, from) => {
      const counts = { from, callers, replicas, inUse }
      return sums(isPanicking ? sharesOf(replicas) : zoneShares(this.#options, counts))
    })
  }

  /**
   * The zone for a request.
   *
   * @param from the zone of who sends it
   * @param u a number drawn from 0 to 1
   */
  zoneFor(from: number, u: number): number {
    const shares = this.#shares[from]
    let zone = 0
    while (u >= shares[zone] && zone < shares.length - 1) zone++
    return zone
  }
}

/** Sums of what comes before; the last one with a share takes what rounding has left. */
function sums(shares: readonly number[]): number[] {
  let sum = 0
  const last = Math.max(
    0,
    shares.findLastIndex(share => share > 0),
  )
  return shares.map((share, zone) => (zone === last ? 1 : (sum += share)))
}
