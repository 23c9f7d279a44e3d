/** The zones that the replicas of a component stand in, and how many of each are in use. */

/** Which replicas there are, and which of them are in use. */
export type InUse = {
  readonly there: readonly number[]
  readonly inUse: readonly number[]
  readonly isPanicking: boolean
}

/** Where replicas stand that stand in several zones. */
export class Spread {
  /** Each zone once. */
  readonly zones: readonly string[]
  /** By zone: all of them, and those in use. */
  replicas: readonly number[]
  inUse: readonly number[]
  /** Too few are in use, so all of them are used, whatever their zone. */
  isPanicking = false
  /** Goes up whenever another replica is in use. */
  changes = 0
  /** By place in the order of replicas, which begins anew with each round of the zones. */
  readonly #order: readonly number[]

  /** @param order the zones that replicas take, one after another */
  constructor(order: readonly string[], replicas: number) {
    this.zones = [...new Set(order)]
    this.#order = order.map(zone => this.zones.indexOf(zone))
    this.replicas = this.#counted(Array.from({ length: replicas }, (_, replica) => replica))
    this.inUse = this.replicas
  }

  /** The place of a replica's zone in the list of zones. */
  zoneOf(replica: number): number {
    return this.#order[replica % this.#order.length]
  }

  /** Only these replicas are in use from now on. */
  use({ there, inUse, isPanicking }: InUse): void {
    this.replicas = this.#counted(there)
    this.inUse = this.#counted(inUse)
    this.isPanicking = isPanicking
    this.changes++
  }

  #counted(replicas: readonly number[]): number[] {
    const counts = this.zones.map(() => 0)
    for (const replica of replicas) counts[this.zoneOf(replica)]++
    return counts
  }
}
