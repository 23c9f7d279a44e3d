/** How well each component was over time, in four levels: what a heat map shows. */
import { hasReached } from '../kernel/rounding.ts'
import { checked, options } from '../kernel/schema.ts'
import { type Duration, type Ms, type Share } from '../kernel/units.ts'
import { aDuration, aShare } from '../kernel/unit-schemas.ts'
import type { Run } from '../record/run.ts'
import { checkQuestion } from '../record/question.ts'
import { runGiven } from '../record/run-given.ts'
import type { ComponentMeter } from '../record/meters.ts'
import { seriesOf } from '../record/series.ts'
import { type TallyNumbers, tallyNumbers } from '../record/views.ts'

/** The levels from the best to the worst; `idle` where nothing came. */
export const heatLevels = ['idle', 'healthy', 'degraded', 'warning', 'critical'] as const
/** How well a component was: by its share of failures and its p99, whichever is worse. */
export type HeatLevel = (typeof heatLevels)[number]

/** From which share of failures, or which p99 latency, on a component is at a level. */
export type HeatThresholds = {
  readonly [L in 'degraded' | 'warning' | 'critical']: {
    readonly errors: Share
    readonly latency: Duration
  }
}

/** Under 10 % and 100 ms healthy, under 30 % and 500 ms degraded, under 50 % and 2 s a warning. */
export const HEAT_THRESHOLDS: HeatThresholds = Object.freeze({
  degraded: { errors: 0.1, latency: 100 },
  warning: { errors: 0.3, latency: 500 },
  critical: { errors: 0.5, latency: 2_000 },
})

/** One component over time. */
export type HeatRow = {
  readonly component: string
  readonly cells: readonly { readonly at: Ms; readonly level: HeatLevel }[]
}

/**
 * The levels of every component, step by step.
 *
 * @param run a finished run
 * @param asked `every`: the length of a step, default the recording's resolution; `thresholds`:
 * where each level begins, default 10, 30 and 50 % of failures, or a p99 of 100 ms, 500 ms and 2 s
 * @returns a row for each component, in order of names
 * @throws UsageError for a step that the recording cannot tell apart, or thresholds that are none
 * @example
 * const slowDb = slow('db', { by: '1s' }).at('20s').for('20s')
 * const run = simulate(shop, { for: '1m', faults: [slowDb] })
 * heatMap(run, { every: '5s' }).find(row => row.component === 'db')?.cells.map(cell => cell.level)
 */
export function heatMap(
  run: Run,
  asked: {
    /** The length of a step. Default: the recording's own resolution. */
    readonly every?: Duration | undefined
    /** Where the levels begin. Default `HEAT_THRESHOLDS`. */
    readonly thresholds?: HeatThresholds | undefined
  } = {},
): HeatRow[] {
  const { recording } = runGiven(run, 'heatMap')
  checkQuestion(asked, ['every', 'thresholds'])
  const limits = limitsOf(asked.thresholds ?? HEAT_THRESHOLDS)
  return [...recording.components.keys()].sort().map(component => {
    const { tally } = recording.components.get(component) as ComponentMeter
    const steps = seriesOf(recording, asked.every, span =>
      levelOf(tallyNumbers([tally], span), limits),
    )
    return { component, cells: steps.map(({ at, value }) => ({ at, level: value })) }
  })
}

type Limit = { readonly level: HeatLevel; readonly errors: number; readonly latencyMs: Ms }

const threshold = options({ errors: aShare, latency: aDuration })
const thresholdsSchema = options({ degraded: threshold, warning: threshold, critical: threshold })

function limitsOf(thresholds: HeatThresholds): Limit[] {
  const read = checked(thresholdsSchema, thresholds, 'heatMap › thresholds')
  return (['degraded', 'warning', 'critical'] as const).map(level => {
    const { errors, latency } = read[level]
    return { level, errors, latencyMs: latency }
  })
}

/** The level of some numbers, by the thresholds that are usual. */
export const heatLevelOf = (numbers: TallyNumbers): HeatLevel => levelOf(numbers, usual)

/** Where all gave up by themselves nobody knows who would have failed, but how long it took. */
function levelOf(numbers: TallyNumbers, limits: readonly Limit[]): HeatLevel {
  const { issued, availability = 1, latency } = numbers
  if (issued === 0) return 'idle'
  const [errors, slow] = [1 - availability, latency.p99 ?? 0]
  const reached = limits.filter(
    limit => errors >= limit.errors || hasReached(slow, limit.latencyMs),
  )
  return reached.at(-1)?.level ?? 'healthy'
}

const usual = limitsOf(HEAT_THRESHOLDS)
