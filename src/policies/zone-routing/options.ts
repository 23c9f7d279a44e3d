/** Whether requests stay in the zone of who sends them, and when they spill over, as plain data. */
import {
  chosenBy,
  isRecord,
  numberWithin,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'

/** Every way of choosing a zone, by name. */
export const ZONE_ROUTINGS = ['zoneAware', 'failover', 'preferSameZone'] as const

/**
 * In which zone a replica is chosen for a request:
 *
 * - `zoneAware`: as much in the own zone as leaves all replicas with the same load; the rest goes
 *   to zones that have more replicas than callers (Envoy's zone aware routing);
 * - `failover`: all in the own zone while enough of its replicas are in use, and then the less the
 *   fewer are (Envoy's priority levels, by which Istio fails over between localities);
 * - `preferSameZone`: all in the own zone while one replica of it is in use, whatever that bears
 *   (Kubernetes' `trafficDistribution: PreferSameZone`).
 */
export type ZoneRoutingName = (typeof ZONE_ROUTINGS)[number]

/** A way of choosing a zone, and what may be said of it. */
export type ZoneRoutingOptions =
  | {
      /** All in the own zone while a replica of it is in use. */
      readonly by: 'preferSameZone'
    }
  | {
      /** As much in the own zone as leaves all replicas with the same load. */
      readonly by: 'zoneAware'
      /** With fewer in use all zones are alike. 6 by default, as Envoy's `min_cluster_size`. */
      readonly minimumReplicas?: number
    }
  | {
      /** All in the own zone while enough of its replicas are in use. */
      readonly by: 'failover'
      /**
       * The share of the own zone's replicas that is in use, times this, is the share of requests
       * that stay. 1.4 by default, as Envoy's: then nothing spills over above 71.4 %.
       */
      readonly overprovisioning?: number
    }

/** What holds where the options say nothing. */
export const ZONE_ROUTING_DEFAULTS = Object.freeze({ minimumReplicas: 6, overprovisioning: 1.4 })

const by = oneOf(ZONE_ROUTINGS)
const plainly = options({ by }) as Schema<ZoneRoutingOptions>
const minimumReplicas = optional(wholeNumber(1, 100_000, 'minimumReplicas: 6'))
const aware = options({ by, minimumReplicas }) as Schema<ZoneRoutingOptions>
const overprovisioning = optional(numberWithin(1, 1_000, 'overprovisioning: 1.4'))
const failingOver = options({ by, overprovisioning }) as Schema<ZoneRoutingOptions>

/** What a way of choosing a zone must look like. */
export const zoneRoutingSchema: Schema<ZoneRoutingOptions> = chosenBy(written => {
  const way = isRecord(written) ? written.by : undefined
  if (way === 'zoneAware') return aware
  return way === 'failover' ? failingOver : plainly
})
