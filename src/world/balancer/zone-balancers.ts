/** A balancer for each zone: first the zone of a request is chosen, and then a replica there. */
import { type Balancer, NO_SERVER } from '../../policies/index.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Spread } from './spread.ts'

/** Chooses among replicas, in all zones or in one. */
export type Chooser = Pick<
  Balancer,
  'begin' | 'end' | 'pending' | 'use' | 'takeOut' | 'takeBack'
> & {
  /** @param zone its place in the list of zones, where one was chosen */
  choose(now: Ms, key: number, zone?: number): number
}

/** The replicas of several zones, each zone with a balancer of its own. */
export class ZoneBalancers implements Chooser {
  readonly #spread: Spread
  readonly #byZone: readonly Balancer[]

  /** @param make a balancer of all replicas, whatever their zone */
  constructor(spread: Spread, make: () => Balancer) {
    this.#spread = spread
    this.#byZone = spread.zones.map(make)
    const all = spread.replicas.reduce((sum, count) => sum + count, 0)
    this.use(Array.from({ length: all }, (_, replica) => replica))
  }

  /** In the zone; or in the first that has a replica in use. */
  choose(now: Ms, key: number, zone = this.#any()): number {
    return zone < 0 ? NO_SERVER : this.#byZone[zone].choose(now, key)
  }

  use(replicas: readonly number[]): void {
    for (const [zone, balancer] of this.#byZone.entries()) {
      balancer.use(replicas.filter(replica => this.#spread.zoneOf(replica) === zone))
    }
  }

  takeOut(replica: number): void {
    this.#of(replica).takeOut(replica)
  }

  takeBack(replica: number): void {
    this.#of(replica).takeBack(replica)
  }

  begin(replica: number): void {
    this.#of(replica).begin(replica)
  }

  pending(replica: number): number {
    return this.#of(replica).pending(replica)
  }

  end(replica: number, latency: Ms, now: Ms): void {
    this.#of(replica).end(replica, latency, now)
  }

  #of(replica: number): Balancer {
    return this.#byZone[this.#spread.zoneOf(replica)]
  }

  #any(): number {
    return this.#spread.inUse.findIndex(count => count > 0)
  }
}
