/** Schedules from before, which may have nothing to say of what is explored by now. */
import type { Names } from '../../declare/index.ts'
import { exactDuration } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import type { Exploration } from '../exploration.ts'
import type { Schedule } from './trial.ts'
import { overAt } from './over.ts'

/** Runs may be shorter than they were: what is over before a fault strikes would seem to hold. */
export function whyTooLate(exploration: Exploration, { faults }: Schedule): string | undefined {
  const { forMs, recovers } = exploration.options
  const late = faults.find(({ timing }) => timing.atMs >= forMs)
  if (late !== undefined) return `a run of ${exactDuration(forMs)} ends before ${late}`
  const over = overAt(faults)
  if (recovers === undefined || exploration.calmFrom(over) < forMs) return undefined
  return `a run of ${exactDuration(forMs)} ends before it could have recovered from its faults`
}

/** What is said of a schedule whose faults all struck in vain: that it holds says nothing. */
export const IDLE = 'none of its faults touches anything by now'

/** Whether a schedule has faults, and none of them touched anything. */
export const isIdle = (run: Run<Names> | undefined): boolean =>
  run !== undefined && run.faults.length > 0 && run.faults.every(({ touched }) => touched === 0)
