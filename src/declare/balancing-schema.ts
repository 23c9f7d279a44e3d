/** What may be said of replicas must look like this, and becomes what the engine takes. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { later } from '../kernel/later.ts'
import { chosenBy, oneOf, type Schema } from '../kernel/schema.ts'
import { aShare } from '../kernel/unit-schemas.ts'
import {
  BALANCINGS,
  balancingSchemaIn,
  isByKey,
  type BalancingOptions,
} from '../policies/balancing/options.ts'
import { healthCheckSchemaIn } from '../policies/health-check/options.ts'
import { outlierSchemaIn } from '../policies/outlier-detection/options.ts'
import type { BalancingData, HealthData } from './balancing-data.ts'
import { written } from '../policies/units.ts'
import { isSpread } from './network/zone.ts'
import { mistakesInZones, zoneEntries, zonesSaid } from './zones-schema.ts'
import { mostOf, scalingSchema } from './scaling-schema.ts'
import { stepsSchema } from './step-schema.ts'

const PANIC_THRESHOLD = 0.5

const named: Schema<BalancingOptions> = v.pipe(
  oneOf(BALANCINGS),
  v.transform(by => ({ by })),
)
const described = later(() => balancingSchemaIn(written))
const balance = chosenBy<BalancingOptions>(spec => (typeof spec === 'object' ? described : named))

/** What a probe may ask besides whether anybody answers. */
const health = later(() =>
  v.pipe(
    healthCheckSchemaIn<Partial<Pick<HealthData, 'check' | 'successRate'>>>(written, {
      check: v.optional(stepsSchema),
      successRate: v.optional(aShare),
    }),
    v.transform(({ check = [], successRate = 0, ...probes }) => ({
      ...probes,
      check,
      successRate,
    })),
  ),
)

/** What may be said of replicas. */
export const replicaEntries = {
  ...zoneEntries,
  replicas: v.optional(scalingSchema, 1),
  balance: v.optional(balance),
  health: v.optional(health),
  outlierDetection: v.optional(later(() => outlierSchemaIn(written))),
  panicThreshold: v.optional(aShare),
}

type ReplicaOptions = v.InferOutput<v.ObjectSchema<typeof replicaEntries, undefined>>

/**
 * How replicas are balanced and watched; null where they take requests in turn. In several zones
 * whoever sends a request knows which of them it goes to.
 *
 * @param usual how one is chosen unless they say otherwise
 * @param isNeeded whether somebody has to know which of them are there
 */
export function balancingOf(
  said: ReplicaOptions,
  usual: 'roundRobin' | 'modulo',
  isNeeded: boolean,
): BalancingData {
  const { balance: by, health, outlierDetection: outliers, panicThreshold } = said
  const isOneZone = !isSpread({ zones: zonesSaid(said) })
  if (isOneZone && (by ?? health ?? outliers) === undefined && !isNeeded) return null
  return {
    by: by ?? { by: usual },
    health: health ?? null,
    outliers: outliers ?? null,
    panicBelow: panicThreshold ?? PANIC_THRESHOLD,
    zoneRouting: said.zoneRouting ?? null,
  }
}

/** What outlier detection is told for the sake of success rates only. */
const comparing = ['deviations', 'minimumHosts', 'minimumRequests'] as const

/** What is said well by itself, but not together. */
export function mistakesInReplicas(said: ReplicaOptions): Problem[] {
  const { health, outlierDetection: outliers, panicThreshold } = said
  const replicas = mostOf(said.replicas)
  const problems: Problem[] = [...mistakesInZones(said)]
  if (replicas === 1 && comparing.some(word => outliers?.[word] !== undefined)) {
    const what = 'success rates are compared among replicas, and there is 1'
    problems.push({ what, fix: 'declare more, as in replicas: 5, or keep consecutive alone' })
  }
  const hosts = outliers?.minimumHosts ?? 0
  if (hosts > replicas && replicas > 1) {
    const wanted = `success rates are compared among ${hosts} replicas or more`
    const what = `${wanted}, and there are ${replicas}`
    problems.push({ what, fix: `write minimumHosts: ${replicas}, or declare more replicas` })
  }
  if (panicThreshold !== undefined && health === undefined && outliers === undefined) {
    const what = 'panicThreshold counts replicas out of use, but nothing takes any out'
    problems.push({ what, fix: "add health: { every: '5s' } or outlierDetection: {}" })
  }
  return problems
}

const routedByKey: Problem = {
  what: 'a cache is asked by key, and a key leads to one replica, whatever its zone',
  where: 'zoneRouting',
  fix: 'leave zoneRouting out; what each zone keeps for itself is a cache for each',
}

/** The same for a cache, whose entries are where their keys lead to. */
export function mistakesInCacheReplicas(said: ReplicaOptions): Problem[] {
  const problems = mistakesInReplicas(said)
  const { balance: chosen, zoneRouting } = said
  if (zoneRouting !== undefined && chosen === undefined) problems.push(routedByKey)
  if (chosen === undefined || isByKey(chosen.by)) return problems
  const what = `a cache is asked by key, and '${chosen.by}' does not look at keys`
  return [...problems, { what, fix: "write balance: 'consistentHash', or 'modulo'" }]
}
