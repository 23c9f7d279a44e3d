/** How the replicas of a component are chosen and watched, as the engine takes it. */
import type { BalancingOptions, HealthCheckOptions, OutlierOptions } from '../policies/index.ts'
import type { ZoneRoutingOptions } from '../policies/zone-routing/options.ts'
import type { StepData } from './data.ts'

/** How replicas are balanced and watched; null where they take requests in turn. */
export type BalancingData = {
  readonly by: BalancingOptions
  readonly health: HealthData | null
  readonly outliers: OutlierOptions | null
  /** If a smaller share of the replicas is in use, all are. */
  readonly panicBelow: number
  /** In which zone one is chosen; null where that is all one. */
  readonly zoneRouting: ZoneRoutingOptions | null
} | null

/** How replicas are probed, and what a probe asks besides whether anybody answers. */
export type HealthData = HealthCheckOptions & {
  /** What a replica does for a probe, which fails if that does. */
  readonly check: readonly StepData[]
  /** The share of its requests since the last probe that must have gone well; 0 for any. */
  readonly successRate: number
}
