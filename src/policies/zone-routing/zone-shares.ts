/**
 * Which share of the requests out of one zone goes to each zone, after how many replicas are in use
 * in each. Where nothing speaks for a zone, its share is that of the replicas in use.
 */
import { ZONE_ROUTING_DEFAULTS, type ZoneRoutingOptions } from './options.ts'

/** How many there are in each zone. */
export type ZoneCounts = {
  /** The zone of who sends: its place in the lists. */
  readonly from: number
  /** Who may send, by zone. */
  readonly callers: readonly number[]
  /** Replicas of who is asked, by zone: all of them, and those in use. */
  readonly replicas: readonly number[]
  readonly inUse: readonly number[]
}

type Ways = {
  readonly [way in ZoneRoutingOptions['by']]: (
    options: Extract<ZoneRoutingOptions, { by: way }>,
    counts: ZoneCounts,
  ) => number[]
}

/** The share of each zone; they add up to 1, or are all 0 when no replica is in use. */
export function zoneShares(options: ZoneRoutingOptions, counts: ZoneCounts): number[] {
  const { from, inUse } = counts
  if ((inUse[from] ?? 0) === 0) return sharesOf(inUse)
  return ways[options.by](options as never, counts)
}

const ways: Ways = {
  preferSameZone: (_options, { from, inUse }) => inUse.map((_, zone) => (zone === from ? 1 : 0)),

  /**
   * Envoy, Zone aware routing: a zone with no larger a share of the callers than of the replicas
   * keeps all it sends; one with a larger share keeps as much as its replicas are to bear, and the
   * rest goes to others by their residual capacity, their share of the replicas beyond that of the
   * callers. Below a number of replicas in use (`min_cluster_size`) zones are all alike.
   */
  zoneAware({ minimumReplicas = ZONE_ROUTING_DEFAULTS.minimumReplicas }, counts) {
    const { from, callers, inUse } = counts
    if (sum(inUse) < minimumReplicas) return sharesOf(inUse)
    const [sending, bearing] = [sharesOf(callers), sharesOf(inUse)]
    const kept = Math.min(1, bearing[from] / sending[from])
    const residual = bearing.map((share, zone) => Math.max(0, share - sending[zone]))
    return keeping(kept, { from, others: sharesOf(residual) })
  },

  /**
   * Envoy, Priority levels: a level gets its health, which is the share of its hosts in use times
   * the overprovisioning factor and at most 1; the next level what is left, up to its own health.
   * Where both together are below 1, they are scaled up to it. The own zone is the first level, all
   * others are the second, as Istio's locality failover orders them.
   */
  failover({ overprovisioning = ZONE_ROUTING_DEFAULTS.overprovisioning }, counts) {
    const { from, replicas, inUse } = counts
    const there = inUse.map((count, zone) => (zone === from ? 0 : count))
    const away = sum(replicas) - replicas[from]
    const health = (used: number, all: number): number =>
      all === 0 ? 0 : Math.min(1, (overprovisioning * used) / all)
    const own = health(inUse[from], replicas[from])
    const rest = Math.min(1 - own, health(sum(there), away))
    const kept = own / (own + rest)
    return keeping(kept, { from, others: sharesOf(there) })
  },
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/** A zone keeps a share of what it sends; the rest goes to the others, by the share of each. */
const keeping = (
  kept: number,
  { from, others }: { readonly from: number; readonly others: readonly number[] },
): number[] => others.map((share, zone) => (zone === from ? kept : (1 - kept) * share))

/** The share of each: one is as likely as any other, in whatever zone it is. */
export function sharesOf(counts: readonly number[]): number[] {
  const all = sum(counts)
  return counts.map(count => (all === 0 ? 0 : count / all))
}
