/** From what did not hold to the counterexample: the least schedule that is judged the same. */
import type { Counterexample } from '../findings.ts'
import type { Exploration } from '../exploration.ts'
import { codeOf } from './code.ts'
import type { Found } from './found.ts'
import { scheduleData } from './judge.ts'

/** Told of each run; the signal stops it, with the least there is so far. */
export type Watching = {
  readonly signal: AbortSignal | undefined
  readonly told: () => void
}

/** The counterexample, as small as there was time for. */
export async function counterexampleOf(
  exploration: Exploration,
  found: Found,
  watching: Watching,
): Promise<Counterexample> {
  const { schedule, verdict, goal = 'holds', message = '', trial } = found
  watching.told()
  return {
    code: codeOf(exploration.name, scheduleData(schedule)),
    verdict: verdict as Counterexample['verdict'],
    goal,
    message,
    faults: schedule.faults,
    seed: schedule.seed,
    trial,
    found: schedule.faults,
    shrinking: { runs: 0, isMinimal: false },
    margins: [],
  }
}
