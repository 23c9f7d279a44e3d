/** How a component's replicas are chosen and watched: what users write. */
import type { Duration, Rate, Share } from '../kernel/units.ts'
import type {
  BalancingName,
  BalancingOptions,
  HealthCheckOptions,
  OutlierOptions,
} from '../policies/index.ts'
import type { AutoscalingOptions } from '../policies/autoscaling/options.ts'
import type { ZoneRoutingName, ZoneRoutingOptions } from '../policies/zone-routing/options.ts'
import type { Steps } from './steps.ts'

/** How one of the replicas is chosen: the name of a way, or that with what may be said of it. */
export type BalanceSpec = BalancingName | BalancingOptions<Duration>

/**
 * Health checks: how often replicas are asked, when the answers count, and what a replica looks at
 * before it says that it is well.
 */
export type HealthSpec<C extends string = never> = HealthCheckOptions<Duration> & {
  /**
   * What a replica does for each probe, beside its queue: a deep check, as `call('db')`. The probe
   * fails if that does, or takes longer than `timeout`. Default: nothing, it only answers.
   */
  readonly check?: Steps<C> | undefined
  /**
   * The share of its own requests that must have gone well since the last probe; with less the
   * replica says that it is not well. Without any request it is. Default 0.
   */
  readonly successRate?: Share | undefined
}

/** Outlier detection: who fails unlike the others is not asked for a while. */
export type OutlierSpec = OutlierOptions<Duration, Share>

/** In which zone a replica is chosen: the name of a way, or that with what may be said of it. */
export type ZoneRoutingSpec = ZoneRoutingName | ZoneRoutingOptions

/** Where a part is. */
export type Placed<Z extends string> = {
  /** Where it runs; calls between zones take the link declared for the two. Default: nowhere. */
  readonly zone?: Z | undefined
}

/** Where the replicas of a component are. */
export type Spread<Z extends string> = Placed<Z> & {
  /**
   * The zones that its replicas take in turn: `['eu-a', 'eu-b']` puts the first, third, … into
   * `eu-a`; a zone named twice gets twice as many. A request takes the link between the zones of
   * the two replicas, and the loss of a zone takes those in it. Default: all are in `zone`.
   */
  readonly zones?: readonly Z[] | undefined
}

/** An autoscaler: bounds, what one replica is to have, and how quickly it acts. */
export type AutoscalingSpec = AutoscalingOptions<Duration, Share, Rate>

/** What components say of their replicas. */
export type ReplicasSpec<C extends string = never> = {
  /**
   * How many there are of it: a number, or an autoscaler, which adds replicas and takes them away
   * by what they have to do. One that is added starts as `start` says; one that is taken away stops
   * as `stop` says. The last ones go first. Default 1.
   *
   * @example
   * const web = service({
   *   replicas: { min: 2, max: 10, target: { utilisation: '60%' } },
   *   start: work('20s'),
   *   handle: work('50ms'),
   * })
   */
  readonly replicas?: number | AutoscalingSpec | undefined
  /**
   * How one of them is chosen for a request: `roundRobin`, `random`, `leastConnections`,
   * `powerOfTwo`, `peakEwma`; or by key: `consistentHash`, `modulo`. A key is that of a question to
   * a cache, or the one that a call declares, or else the user or the request it began with.
   * Default: in turn, and questions to a cache by `modulo`.
   */
  readonly balance?: BalanceSpec | undefined
  /**
   * In which zone a replica is chosen, with `zones`: `zoneAware` keeps as much in the caller's zone
   * as leaves all replicas with the same load (Envoy); `failover` keeps all there while enough of
   * its replicas are in use (Envoy's priority levels, Istio); `preferSameZone` while one is
   * (Kubernetes). What is in use is told by `health` and `outlierDetection`. Default: zones are all
   * alike.
   */
  readonly zoneRouting?: ZoneRoutingSpec | undefined
  /**
   * Probes that take a replica out of use that is down, cut off, erring or too slow, or says itself
   * that it is not well. They do not queue, so being busy does not make a replica unhealthy.
   * Default: none.
   */
  readonly health?: HealthSpec<C> | undefined
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
