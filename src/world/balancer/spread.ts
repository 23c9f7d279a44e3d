/** The zones that the replicas of a component stand in, and how many of each are in use. */
import type { ZoneRoutingOptions } from '../../policies/zone-routing/options.ts'

/** Where replicas stand that stand in several zones. */
export class Spread {
  /** Each zone once. */
  readonly zones: readonly string[]
  /** By zone: all of them, and those in use. */
  readonly replicas: number[]
  readonly inUse: number[]
  /** Too few are in use, so all of them are used, whatever their zone. */
  isPanicking = false
  /** Goes up whenever another replica is in use, or zones are chosen in another way. */
  changes = 0
  /** How the zone of a request is chosen; null where all are alike. */
  routing: ZoneRoutingOptions | null = null
  /** By place in the order of replicas, which begins anew with each round of the zones. */
  readonly #order: readonly number[]

  /** @param order the zones that replicas take, one after another */
  constructor(order: readonly string[], replicas: number) {
    this.zones = [...new Set(order)]
    this.#order = order.map(zone => this.zones.indexOf(zone))
    this.replicas = this.zones.map(() => 0)
    for (let replica = 0; replica < replicas; replica++) this.replicas[this.zoneOf(replica)]++
    this.inUse = [...this.replicas]
  }

  /** The place of a replica's zone in the list of zones. */
  zoneOf(replica: number): number {
    return this.#order[replica % this.#order.length]
  }

  /** From now on zones are chosen so. */
  route(routing: ZoneRoutingOptions | null): void {
    this.routing = routing
    this.changes++
  }

  /** A replica is there from now on (1) or not (-1), and in use or not; 0 is as before. */
  become(
    replica: number,
    { there, inUse }: { readonly there: number; readonly inUse: number },
  ): void {
    const zone = this.zoneOf(replica)
    this.replicas[zone] += there
    this.inUse[zone] += inUse
    this.changes++
  }
}
