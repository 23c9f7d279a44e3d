/** What did not hold, and who tried it: where a counterexample begins. */
import { faultFrom } from '../../faults/from-json.ts'
import type { Judged, Schedule, ScheduleData, TrialResult } from './trial.ts'

/** A schedule that did not hold. */
export type Found = Judged & {
  readonly schedule: Schedule
  /** Null for a counterexample that was known. */
  readonly trial: number | null
}

/**
 * Whether no trial behind this one matters any more: a broken goal is what was looked for, and
 * without what an unfinished trial would have taught, those behind it would be others elsewhere.
 */
export const endsSearch = ({ verdict }: TrialResult): boolean =>
  verdict === 'broken' || verdict === 'unfinished'

/**
 * The result of a generation to go on with: of those that broke a goal the first, for that is what
 * was looked for; or else the first whose verdict is another. It does not matter who was quicker.
 */
export function foundIn(results: readonly TrialResult[]): Found | undefined {
  const failed = results.filter(({ verdict }) => verdict !== 'held')
  const result = failed.find(({ verdict }) => verdict === 'broken') ?? failed[0]
  if (result?.schedule === undefined) return undefined
  const { verdict, goal, message, trial } = result
  const schedule = scheduleFrom(result.schedule)
  return { verdict, ...(goal && { goal }), ...(message && { message }), schedule, trial }
}

/** The schedule that was written as data. */
const scheduleFrom = ({ seed, faults }: ScheduleData): Schedule => ({
  seed,
  faults: faults.map(faultFrom),
})
