/** Models of congestion: how many times as long everything takes on a link so busy. */
import type { CongestionData } from '../../declare/network/network-data.ts'

/**
 * The factor f(ρ) of a model: linear 1 + slope · ρ, exponential e^(steepness · ρ), or that of the
 * last step which ρ is above.
 *
 * @param utilisation ρ, 0 to 1
 * @returns 1 or more
 */
export function congestionFactor(congestion: CongestionData, utilisation: number): number {
  switch (congestion.model) {
    case 'linear':
      return 1 + congestion.slope * utilisation
    case 'exponential':
      return Math.exp(congestion.steepness * utilisation)
    case 'step': {
      let factor = 1
      for (const step of congestion.steps) if (utilisation > step.above) ({ factor } = step)
      return factor
    }
  }
}
