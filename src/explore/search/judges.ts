/** What judges the runs of an exploration. */
import type { Names } from '../../declare/index.ts'
import type { Run } from '../../record/run.ts'
import type { Window } from '../../record/window.ts'
import type { Exploration } from '../exploration.ts'
import { insistOnGoals } from '../hypothesis.ts'
import { insistOn } from './asked.ts'
import { goalsAsked } from './early.ts'

/** They throw what they have to say against a run, or return what a goal returned. */
type Judges = {
  readonly holds: (run: Run<Names>) => unknown
  readonly recovers: (run: Run<Names>, calm: Window) => unknown
}

/**
 * What is asked of a run.
 *
 * @param isTold whether what breaks a goal is to be told in full: of goals that are data a trial
 * says the first line only, as what is reported is played once more
 */
export function judgesOf(exploration: Exploration, isTold: boolean): Judges {
  const goals = isTold ? undefined : goalsAsked(exploration)
  if (goals !== undefined) {
    const again = (calm: Window) => goals.recovers.map(goal => goal.in(calm))
    return {
      holds: run => insistOnGoals(run, goals.holds, true),
      recovers: (run, calm) => insistOnGoals(run, again(calm), true),
    }
  }
  const { holds, recovers } = exploration.options
  return {
    // Where all that is to hold is to hold again, there may be nothing that always has to.
    holds: run => (recovers === undefined ? insistOn(run, holds) : holds(run)),
    recovers: (run, calm) => insistOn(run, asked => recovers?.(asked, calm)),
  }
}
