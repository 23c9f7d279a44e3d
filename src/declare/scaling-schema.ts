/** How many replicas there are: a number, or what an autoscaler makes of the load. */
import * as v from 'valibot'
import { chosenBy, isRecord, type Schema, wholeNumber } from '../kernel/schema.ts'
import {
  autoscalingSchemaIn,
  type AutoscalingSettings,
  autoscalingSettings,
} from '../policies/autoscaling/options.ts'
import { written } from '../policies/units.ts'
import type { PartData } from './data.ts'

/** As many as a system may have in all. */
const MOST_REPLICAS = 100_000

/** How many there are at the start, and what changes that; null for nothing. */
export type ScalingData = {
  readonly replicas: number
  readonly scaling: AutoscalingSettings | null
}

/** A number of replicas that stays as it is, as of code. */
export const fixedReplicas: Schema<ScalingData> = v.pipe(
  wholeNumber(1, MOST_REPLICAS, 'replicas: 3'),
  v.transform(replicas => ({ replicas, scaling: null })),
)

const scaled: Schema<ScalingData> = v.pipe(
  autoscalingSchemaIn(written, MOST_REPLICAS),
  v.transform(options => {
    const scaling = autoscalingSettings(options)
    return { replicas: scaling.initial, scaling }
  }),
)

/** A number of replicas, or an autoscaler. */
export const scalingSchema = chosenBy<ScalingData>(said =>
  isRecord(said) ? scaled : fixedReplicas,
)

/** One, all the time. */
export const alone: ScalingData = Object.freeze({ replicas: 1, scaling: null })

/** As many replicas as there may be. */
export const mostOf = ({ replicas, scaling }: ScalingData): number => scaling?.max ?? replicas

/** As many as there may be of a part. */
export const mostReplicas = (part: PartData | undefined): number =>
  part === undefined || part.kind === 'clients' ? 1 : mostOf(part)
