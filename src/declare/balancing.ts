/** How a component's replicas are chosen and watched: what users write. */
import type { Duration, Share } from '../kernel/units.ts'
import type {
  BalancingName,
  BalancingOptions,
  HealthCheckOptions,
  OutlierOptions,
} from '../policies/index.ts'

/** How one of the replicas is chosen: the name of a way, or that with what may be said of it. */
export type BalanceSpec = BalancingName | BalancingOptions<Duration>

/** Health checks: how often replicas are asked, and when the answers count. */
export type HealthSpec = HealthCheckOptions<Duration>

/** Outlier detection: who fails unlike the others is not asked for a while. */
export type OutlierSpec = OutlierOptions<Duration, Share>

/** What components say of their replicas. */
export type ReplicasSpec = {
  /** How many there are of it. Default 1. */
  readonly replicas?: number | undefined
  /**
   * How one of them is chosen for a request: `roundRobin`, `random`, `leastConnections`,
   * `powerOfTwo`, `peakEwma`; or by key: `consistentHash`, `modulo`. A key is that of a question to
   * a cache, or the one that a call declares, or else the user or the request it began with.
   * Default: in turn, and questions to a cache by `modulo`.
   */
  readonly balance?: BalanceSpec | undefined
  /**
   * Probes that take a replica out of use that is down, cut off, erring or too slow. They do not
   * queue, so being busy does not make a replica unhealthy. Default: none.
   */
  readonly health?: HealthSpec | undefined
  /**
   * Takes out of use, for a while, a replica whose requests fail: several in a row, or far more of
   * them than at the others, by the rules of Envoy 1.31. Default: none.
   */
  readonly outlierDetection?: OutlierSpec | undefined
  /**
   * When a smaller share of the replicas than this is in use, all are used again, since those few
   * could not bear the load. Default 50 %; 0 for never: then requests are rejected when none is.
   */
  readonly panicThreshold?: Share | undefined
}
