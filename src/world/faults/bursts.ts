/** Losses that come in bursts. */
import type { InForce } from './in-force.ts'

/**
 * A channel of two states, of which one loses all: after each message a burst ends with the chance
 * 1 / length, and one begins so often that in the long run the share `rate` is lost. The first
 * message finds the channel as it is in the long run. E. N. Gilbert, Capacity of a Burst-Noise
 * Channel, 1960.
 */
export function isInBurst(fault: InForce, way: 'lossThere' | 'lossBack', rate: number): boolean {
  const { share, random, bursts, effect, record } = fault
  if (share < 1 && random() >= share) return false
  const ends = 1 / effect.lossBurst
  const before = bursts[way]
  const chance = before === null ? rate : before ? 1 - ends : (ends * rate) / (1 - rate)
  const isLost = random() < chance
  bursts[way] = isLost
  if (isLost) record.touched++
  return isLost
}
