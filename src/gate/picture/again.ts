/** What is drawn of a run beside itself: it is played again, traced, calm and with remedies. */
import type { System } from '../../declare/index.ts'
import { explainedGoals } from '../../explain/explained-goal.ts'
import { systemWith, type TriedRemedy } from '../../explain/remedies/found.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import { aside } from '../../record/filing.ts'
import type { Hop } from '../../record/journey.ts'
import type { Change } from '../../record/origin.ts'
import type { Run } from '../../record/run.ts'
import { clientSeries } from './client-series.ts'
import type { ClientSeries, RemedySeries } from './data.ts'

/** How many requests are followed, and how many remedies of each goal are drawn. */
const [FOLLOWED, REMEDIES] = [4_000, 4]

/** The journeys that the run kept, or those of the same run once more. */
export function journeysOf(run: Run): readonly Hop[] {
  const kept = run.recording.journeys
  const { issued } = run.requests()
  if (kept.length > 0 || issued === 0) return kept
  return again(run, { trace: Math.min(1, FOLLOWED / issued) })?.recording.journeys ?? []
}

/** What clients meet where nothing goes wrong. */
export function calmSeries(run: Run, edgesMs: readonly Ms[]): ClientSeries | null {
  if (run.faults.length === 0) return null
  const calm = again(run, { faults: [] })
  return calm === undefined ? null : clientSeries(calm, edgesMs)
}

/** What clients meet with the best remedies of each goal, whether they are enough or not. */
export const remedySeries = (run: Run, edgesMs: readonly Ms[]): RemedySeries[] =>
  explainedGoals(run).flatMap(({ goal, remedies: { cures, insufficient, harmful } }) =>
    [...cures, ...insufficient, ...harmful].slice(0, REMEDIES).flatMap(remedy => {
      const clients = withRemedy(run, remedy, edgesMs)
      return clients === undefined ? [] : [{ goal: `${goal}`, what: remedy.what, clients }]
    }),
  )

function withRemedy(
  run: Run,
  remedy: TriedRemedy,
  edgesMs: readonly Ms[],
): ClientSeries | undefined {
  const system = systemWith(run.origin?.system as System, remedy)
  const mended = system && again(run, { system })
  return mended && clientSeries(mended, edgesMs)
}

/** Nothing where it cannot be played again, or has no end. */
function again(run: Run, change: Change): Run | undefined {
  try {
    return aside(() => run.origin?.play(change))
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
