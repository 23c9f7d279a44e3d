/** How replicas start and stop must look like this, and becomes what the engine takes. */
import * as v from 'valibot'
import { chosenBy, options, type Schema, wholeNumber } from '../kernel/schema.ts'
import { aDuration, durationOver0 } from '../kernel/unit-schemas.ts'
import type { Ms } from '../kernel/units.ts'
import type { StepData } from './data.ts'
import { stepsSchema } from './step-schema.ts'

/** How the replicas of a component start and stop. */
export type LifecycleData = {
  /** What each does before it is ready. */
  readonly steps: readonly StepData[]
  /** So many start at a time. */
  readonly atOnce: number
  readonly everyMs: Ms
  readonly jitterMs: Ms
  readonly againMs: Ms
  readonly withinMs: Ms
}

/** What holds where nothing is said. */
export const usualLifecycle: LifecycleData = Object.freeze({
  steps: Object.freeze([]),
  atOnce: Number.POSITIVE_INFINITY,
  everyMs: 0,
  jitterMs: 0,
  againMs: 1_000,
  withinMs: 30_000,
})

const MOST_REPLICAS = 100_000

type StartData = Pick<LifecycleData, 'steps' | 'atOnce' | 'everyMs' | 'jitterMs' | 'againMs'>

const startOptions: Schema<StartData> = v.pipe(
  options({
    steps: v.optional(stepsSchema, []),
    atOnce: v.optional(wholeNumber(1, MOST_REPLICAS, 'atOnce: 2')),
    every: v.optional(aDuration, usualLifecycle.everyMs),
    jitter: v.optional(aDuration, usualLifecycle.jitterMs),
    again: v.optional(durationOver0('1s'), usualLifecycle.againMs),
  }),
  v.transform(({ steps, atOnce, every, jitter, again }) => ({
    steps,
    atOnce: atOnce ?? usualLifecycle.atOnce,
    everyMs: every,
    jitterMs: jitter,
    againMs: again,
  })),
)

const startSteps: Schema<StartData> = v.pipe(
  stepsSchema,
  v.transform(steps => ({ ...usualLifecycle, steps })),
)

const areSteps = (written: unknown): boolean =>
  Array.isArray(written) || (typeof written === 'object' && written !== null && 'step' in written)

const stopOptions = v.pipe(
  options({ within: v.optional(aDuration, usualLifecycle.withinMs) }),
  v.transform(({ within }) => ({ withinMs: within })),
)

/** What may be said of starting and stopping. */
export const lifecycleEntries = {
  start: v.optional(chosenBy(written => (areSteps(written) ? startSteps : startOptions))),
  stop: v.optional(stopOptions),
}

type LifecycleOptions = {
  readonly start?: StartData | undefined
  readonly stop?: Pick<LifecycleData, 'withinMs'> | undefined
}

/** How replicas start and stop; null where nothing is said of it. */
export function lifecycleOf({ start, stop }: LifecycleOptions): LifecycleData | null {
  if ((start ?? stop) === undefined) return null
  return { ...usualLifecycle, ...start, ...stop }
}
