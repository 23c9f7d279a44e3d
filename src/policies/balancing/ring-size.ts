/** How large a ring of consistent hashing is, and may be. */
import { BALANCING_DEFAULTS, type BalancingOptions } from './options.ts'

/** Places on all rings together; each takes 8 bytes, and as many while the ring is made. */
export const MOST_PLACES = 10_000_000

/** Places of each server. */
export const pointsOf = (by: BalancingOptions | undefined): number =>
  ({ ...BALANCING_DEFAULTS, ...by }).points

/** Places of all servers; none where there is no ring. */
export const placesOnRing = (by: BalancingOptions, servers: number): number =>
  by.by === 'consistentHash' ? servers * pointsOf(by) : 0
