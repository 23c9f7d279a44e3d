/** What may be said of the zones that replicas stand in, and what contradicts itself in that. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { chosenBy, isRecord, oneOf, type Schema } from '../kernel/schema.ts'
import { isByKey, type BalancingOptions } from '../policies/balancing/options.ts'
import {
  ZONE_ROUTING_DEFAULTS,
  ZONE_ROUTINGS,
  type ZoneRoutingOptions,
  zoneRoutingSchema,
} from '../policies/zone-routing/options.ts'
import { mostOf, type ScalingData } from './scaling-schema.ts'
import { zone, zones } from './network/zone.ts'

const named: Schema<ZoneRoutingOptions> = v.pipe(
  oneOf(ZONE_ROUTINGS),
  v.transform(by => ({ by })),
)

/** Where replicas stand, and in which zone one is chosen. */
export const zoneEntries = {
  zone,
  zones,
  zoneRouting: v.optional(
    chosenBy<ZoneRoutingOptions>(written => (isRecord(written) ? zoneRoutingSchema : named)),
  ),
}

/** What is said of zones, and what of it depends on. */
type Said = v.InferOutput<v.ObjectSchema<typeof zoneEntries, undefined>> & {
  readonly replicas: ScalingData
  readonly balance?: BalancingOptions | undefined
}

/** The zones that replicas take in turn. */
export const zonesSaid = ({ zone, zones }: Pick<Said, 'zone' | 'zones'>): readonly string[] =>
  zones ?? (zone === undefined ? [] : [zone])

/** What is said well by itself, but not together. */
export function* mistakesInZones(said: Said): Generator<Problem> {
  const { zone, zones, zoneRouting } = said
  const { replicas } = said.replicas
  const names = [...new Set(zones)]
  if (zone !== undefined && zones !== undefined) {
    const what = 'a component stands in one zone or its replicas in several'
    yield { what, where: 'zones', fix: 'leave zone out, or zones' }
  }
  if (zones !== undefined && replicas < zones.length) {
    const what = `${zones.length} zones are named, and there is ${replicas} of it`
    const fix = `write replicas: ${zones.length}, so that each of them has one`
    yield { what: what.replace(/is (?!1 )/, 'are '), where: 'zones', fix }
  }
  if (zoneRouting === undefined) return
  if (names.length < 2) {
    const what = 'zoneRouting chooses among zones, and all replicas stand in one'
    yield { what, where: 'zoneRouting', fix: "write zones: ['eu-a', 'eu-b'], or leave it out" }
  }
  yield* mistakesInRouting(zoneRouting, said)
}

function* mistakesInRouting(
  routing: ZoneRoutingOptions,
  { replicas: said, balance }: Said,
): Generator<Problem> {
  const replicas = mostOf(said)
  const where = 'zoneRouting'
  if (balance !== undefined && isByKey(balance.by)) {
    const what = `'${balance.by}' leads a key to one replica, whatever its zone`
    yield { what, where, fix: 'leave zoneRouting out, or balance otherwise' }
  }
  if (routing.by !== 'zoneAware') return
  const { minimumReplicas } = { ...ZONE_ROUTING_DEFAULTS, ...routing }
  if (replicas >= minimumReplicas) return
  const what = `zoneAware begins at ${minimumReplicas} replicas in use, and there are ${replicas}`
  const fix = `write zoneRouting: { by: 'zoneAware', minimumReplicas: ${replicas} }`
  yield { what, where, fix: `${fix}, or declare more replicas` }
}
