/** How large a ring of consistent hashing is, and may be. */
import type { BalancingOptions } from './options.ts'

/** Places of each server on the ring, where nothing is said of them. */
const POINTS = 160

/** Places on all rings together; each takes 8 bytes, and as many while the ring is made. */
export const MOST_PLACES = 10_000_000

/** Places of each server. */
export const pointsOf = (by: BalancingOptions | undefined): number =>
  by !== undefined && 'points' in by && by.points !== undefined ? by.points : POINTS

/** Places of all servers; none where there is no ring. */
export const placesOnRing = (by: BalancingOptions, servers: number): number =>
  by.by === 'consistentHash' ? servers * pointsOf(by) : 0
