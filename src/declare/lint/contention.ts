/** How much work a replica gets done for certain, where pieces of it get into each other's way. */
import type { ResourcesData } from '../resources-data.ts'

/**
 * How many pieces of work at full speed what it does is worth while all its slots are taken: with
 * more at once it may do less, so that is the least. Infinity where nothing slows it; 0 where the
 * collection of garbage may, by what the memory holds.
 */
export function certainlyAtOnce(resources: ResourcesData, slots: number): number {
  const { cores, contention, stocks } = resources
  if (stocks.some(({ gc }) => gc > 0)) return 0
  if (contention === null) return cores
  const { alpha, beta } = contention
  return Math.min(slots, cores) / (1 + (slots - 1) * (alpha + beta * slots))
}
