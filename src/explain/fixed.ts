/** Goals about the same moments in any run: what is said by a fault is said in times. */
import { Goal } from '../judge/goals/goal.ts'
import type { RecoveryEvidence } from '../judge/goals/kinds/recovers.ts'
import type { Run } from '../record/run.ts'
import { spanOf } from '../record/window.ts'
import { dataOf } from './missed-by-kind.ts'

/** The same goal, for runs in which a fault that it names may be left out. */
export function fixedIn(run: Run, goal: Goal): Goal {
  if (goal.kind === 'recovers') return fixedRecovery(run, goal)
  const { during, after } = goal.data.question
  if (during === undefined && after === undefined) return goal
  const { fromMs, toMs } = spanOf(run.recording, goal.data.question)
  return fromMs < toMs ? goal.in({ between: [fromMs, toMs] }) : goal
}

/** The time counts from the same moment, though no fault may have ended then. */
function fixedRecovery(run: Run, goal: Goal): Goal {
  const { withinMs, of, everyMs } = dataOf(goal, 'recovers')
  const verdict = goal.judge(run)
  if (verdict.is === 'unknown') return goal
  const { clearMs } = verdict.evidence as RecoveryEvidence
  const every = everyMs > 0 ? everyMs : undefined
  return new Goal('recovers', [withinMs, { of, every, from: clearMs }])
}
